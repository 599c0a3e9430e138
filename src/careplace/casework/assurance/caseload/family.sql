-- Each of some locations and every other location of its provider, with itself and the registrations before it.
-- Parameter: ids. `rated_id` is a registration whose ratings belong to `location_id`.
create or replace temp table family as
with requested as (
    select unnest($ids) as location_id
),
provided as (
    select current_location.location_id, current_location.provider_id
    from current_location
    where provider_id in (
        select c.provider_id from current_location as c
        inner join requested on requested.location_id = c.location_id
    )
),
home as (
    select location_id, provider_id from provided
    union
    select location_id, null from requested
    where location_id not in (select location_id from provided)
)
select location_id, provider_id, location_id as rated_id from home
union
select home.location_id, home.provider_id, succession.predecessor_id
from home
inner join succession on succession.successor_id = home.location_id
