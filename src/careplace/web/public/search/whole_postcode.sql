-- A postcode of the directory, with its council. Parameter: postcode.
select
    'postcode' as kind, p.postcode as name, coalesce(a.council, a.code) as council, 0 as locations, 1 as addresses,
    p.latitude, p.longitude
from postcode as p
inner join area as a on a.code = p.district
where p.postcode = $postcode
