-- Towns, and parts of postcodes, with the councils that they are in: what a reader may search for that is no council.
-- In: last_address, location_position, postcode, area. Out: locality.
create or replace table locality as
with address as (
    select
        a.address.postcode as postcode, trim(a.address.city) as town, a.address.council as council,
        case when p.basis = 'location' then p.point.latitude end as latitude,
        case when p.basis = 'location' then p.point.longitude end as longitude, 1 as locations
    from last_address as a
    inner join location_position as p on p.location_id = a.location_id
    where a.address.council is not null
),
-- Where postcodes come from the directory, a postcode counts where it is, and the directory names the council.
directory_postcode as (
    select d.postcode, coalesce(a.council, a.code) as council, d.latitude, d.longitude, 0 as locations
    from postcode as d
    inner join area as a on a.code = d.district
),
postcode_row as (
    select postcode, council, latitude, longitude, locations from address where postcode is not null
    union all
    select postcode, council, latitude, longitude, locations from directory_postcode
),
part as (
    select 'postcode' as kind, postcode as name, council, latitude, longitude, locations from address
    union all
    select 'postcode sector', left(postcode, length(postcode) - 2), council, latitude, longitude, locations from postcode_row
    union all
    select 'postcode district', split_part(postcode, ' ', 1), council, latitude, longitude, locations from postcode_row
    union all
    select 'town', town, council, latitude, longitude, locations from address
)
select
    kind, plain_words(name) as folded,
    mode(name order by name) as name, council, sum(locations)::bigint as locations, count(*) as addresses,
    median(latitude) as latitude, median(longitude) as longitude
from part
group by kind, folded, council
having folded <> ''
order by kind, folded, council;
