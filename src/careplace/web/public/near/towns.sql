-- Towns to name on a map of a window in degrees, the largest first. Parameters: south, north, west, east, most.
select name, latitude, longitude
from (
    select
        folded, max_by(name, addresses) as name, max_by(latitude, addresses) as latitude,
        max_by(longitude, addresses) as longitude, sum(locations) as locations
    from locality
    where kind = 'town' and latitude between $south and $north and longitude between $west and $east
    group by folded
)
order by locations desc, folded
limit $most
