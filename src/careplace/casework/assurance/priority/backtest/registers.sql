-- One row: a location of an earlier register that a later register shows with a report of its own published since.
-- The first later register counts. A single register shows no fall before it.
with rated as (
    select
        snapshot,
        location_id,
        published_on,
        case overall
            when 'Outstanding' then 0 when 'Good' then 1 when 'Requires improvement' then 2 when 'Inadequate' then 3
        end as concern
    from register
    where not coalesce(inherited, false)
),

pair as (
    select
        earlier.snapshot,
        earlier.location_id,
        earlier.concern,
        earlier.published_on as rated_on,
        min_by(later.concern, later.snapshot) as next_concern
    from rated as earlier
    inner join rated as later on later.location_id = earlier.location_id
        and later.snapshot > earlier.snapshot and later.published_on > earlier.snapshot
    where earlier.concern is not null and later.concern is not null and earlier.published_on is not null
    group by earlier.snapshot, earlier.location_id, earlier.concern, earlier.published_on
)

select
    year(snapshot) as period,
    location_id,
    concern,
    (year(snapshot) - year(rated_on)) * 12 + month(snapshot) - month(rated_on)
        - case when day(rated_on) > day(snapshot) then 1 else 0 end as months,
    0 as falls,
    next_concern
from pair
order by period, location_id
