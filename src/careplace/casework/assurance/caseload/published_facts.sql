-- What the edition says of some locations, for their priority: one row a location that it knows.
-- Parameters: ids; since, the day a year ago. In: family.sql, and rating_history.sql as rating_day.
-- A fall is a rating lower than the one before it, also where that was given under an earlier registration; of two ratings
-- of one day the worse counts. `others_fallen` is null where no register of the nation is younger than `since` and no fall
-- is known: then nobody knows.
with requested as (
    select unnest($ids) as location_id
),
level as (
    select * from (values ('Outstanding', 4), ('Good', 3), ('Requires improvement', 2), ('Inadequate', 1)) as t(overall, height)
),
rated as (
    select family.location_id, rating_day.published_on, min(level.height) as height
    from family
    inner join rating_day on rating_day.rated_id = family.rated_id
    inner join level on level.overall = rating_day.overall
    group by family.location_id, rating_day.published_on
),
movement as (
    select
        location_id, published_on, height,
        lag(height) over (partition by location_id order by published_on) as height_before
    from rated
),
record as (
    select
        location_id, count(*) as ratings,
        list(published_on order by published_on) filter (where height < height_before) as falls
    from movement
    group by location_id
),
provider as (
    select distinct location_id, provider_id from family where provider_id is not null
),
fallen as (
    select provider.provider_id, provider.location_id
    from provider
    inner join movement on movement.location_id = provider.location_id
    where movement.height < movement.height_before and movement.published_on > $since::date
    group by provider.provider_id, provider.location_id
),
provider_falls as (
    select provider.location_id, count(fallen.location_id) as fallen
    from provider
    left join fallen on fallen.provider_id = provider.provider_id and fallen.location_id <> provider.location_id
    group by provider.location_id
),
latest as (
    select
        requested.location_id, r.overall, r.published_on, r.register_snapshot, coalesce(r.ended_on, c.ended_on) as ended_on,
        c.provider_id, c.provider_name, r.safe, r.effective, r.caring, r.responsive, r.well_led
    from requested
    inner join latest_rating as r on r.location_id = requested.location_id
    left join current_location as c on c.location_id = requested.location_id
),
answer as (
    select location_id, safe as overall from latest
    union all select location_id, effective from latest
    union all select location_id, caring from latest
    union all select location_id, responsive from latest
    union all select location_id, well_led from latest
),
question as (
    select answer.location_id, count(*) as rated, count(*) filter (where level.height < 3) as below_good
    from answer
    inner join level on level.overall = answer.overall
    group by answer.location_id
)
select
    latest.location_id, latest.overall, latest.published_on, latest.register_snapshot, latest.ended_on,
    latest.provider_id, latest.provider_name,
    coalesce(question.rated, 0) as questions_rated,
    coalesce(question.below_good, 0) as below_good,
    coalesce(record.ratings, 0) as ratings,
    coalesce(record.falls, []) as falls,
    case when provider_falls.fallen > 0 or (select max(snapshot) from snapshot where national) > $since::date then provider_falls.fallen end
        as others_fallen
from latest
left join record on record.location_id = latest.location_id
left join question on question.location_id = latest.location_id
left join provider_falls on provider_falls.location_id = latest.location_id
order by latest.location_id
