-- CQC's latest overall rating of locations, wherever it is published. $ids: location IDs.
select location_id, overall, published_on
from latest_rating
where list_contains($ids, location_id)
order by location_id
