-- Locations of a council whose name is that of a service, letter by letter or in its folded spelling: a person confirms which.
select location_id, location_name as name, postcode, provider_name
from current_location
where council = $place and ended_on is null
  and (lower(location_name) = lower($name) or contains(folded_name, lower($name)))
order by lower(location_name) <> lower($name), location_name, location_id
limit 5
