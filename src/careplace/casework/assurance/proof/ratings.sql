-- CQC's overall rating of locations at the start of a period, and their latest; only where both are known.
-- $ids: location IDs; $start: the first day. The rating then is that of the latest register of the year before that has the
-- location. The latest must be known since the start: from a register of then or later, or published since.
with ours as (
    select unnest($ids) as location_id
),
earlier as (
    select
        register.location_id, register.overall,
        row_number() over (partition by register.location_id order by register.snapshot desc) as recency
    from register
    join ours on ours.location_id = register.location_id
    where register.snapshot between $start::date - interval 1 year and $start::date
)
select earlier.location_id, earlier.overall as rating_then, latest_rating.overall as rating_latest, latest_rating.published_on
from earlier
join latest_rating on latest_rating.location_id = earlier.location_id
where
    earlier.recency = 1 and earlier.overall is not null and latest_rating.overall is not null
    and greatest(latest_rating.register_snapshot, latest_rating.published_on) > $start::date
order by earlier.location_id
