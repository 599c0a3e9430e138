-- Where a location is, and of which kind. $id: its location ID. No row where it is not known where it is.
select latitude, longitude, category, coalesce(care_home, false) as care_home, coalesce(services, '') ilike '%nursing%' as nursing, beds
from current_location
where location_id = $id and latitude is not null
