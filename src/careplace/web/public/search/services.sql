-- Services whose name has some words, those that begin with them and are open first; or the one with that identifier.
-- Parameters: words (folded), id, most. `total` is how many there are.
select
    location_id, location_name as name, category, city, postcode, overall, ended_on, count(*) over () as total
from current_location
where counted and (contains(folded_name, $words) or location_id = $id)
order by location_id <> $id, not starts_with(folded_name, $words), ended_on is not null, folded_name, location_id
limit $most
