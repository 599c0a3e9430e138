-- Locations within a distance of a point, as the crow flies on a sphere of 6,371 km. The one rule of distance.
-- Parameters: latitude, longitude (degrees), within (kilometres). Out: near_location.
create or replace temp table near_location as
with placed as (
    select
        *,
        -- A degree of latitude is 111.19 km: most of England is left out before anything is calculated.
        pow(sin(radians(latitude - $latitude) / 2), 2)
            + cos(radians($latitude)) * cos(radians(latitude)) * pow(sin(radians(longitude - $longitude) / 2), 2) as haversine
    from current_location
    where latitude between $latitude - $within / 111.0 and $latitude + $within / 111.0
)
select * exclude (haversine), 2 * 6371 * asin(sqrt(least(1, haversine))) as kilometres
from placed
where 2 * 6371 * asin(sqrt(least(1, haversine))) <= $within
