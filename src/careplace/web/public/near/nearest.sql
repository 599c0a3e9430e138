-- The nearest locations of the category of one, among those that are not known to have closed. In: near_location.
-- Parameters: id (the one), category, most.
select location_id, location_name, overall, published_on, provider_name, postcode, kilometres
from near_location
where category = $category and location_id <> $id and ended_on is null and not dormant
order by kilometres, location_id
limit $most
