-- Locations that left a place between two snapshots. In: matched and earlier (from change.sql). Parameter: place.
select
    m.earlier_id as location_id, e.location_name as name, e.provider_name as provider, e.postcode,
    coalesce(min(m.earlier_rating), 'Not rated') as rating
from matched as m
inner join earlier as e on e.location_id = m.earlier_id
where m.place = $place and m.change in ('left', 'left unrated')
group by m.earlier_id, e.location_name, e.provider_name, e.postcode
order by lower(e.location_name), m.earlier_id
