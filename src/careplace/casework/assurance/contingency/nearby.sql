-- Open locations of one kind, the nearest first, with their latest rating wherever it is published. In: near_location.
-- $id: the location that they are near to; $category, $care_home, $nursing: its kind. A home with nursing can take people who need
-- none, so where nursing is false homes with and without it are listed. $today: for the age of a rating, in years. $most: how many.
select
    n.location_id, n.location_name as name, n.postcode, n.provider_name, n.kilometres, n.position_basis, n.beds,
    n.services ilike '%nursing%' as nursing, n.snapshot, r.overall as rating, r.published_on as rated_on,
    greatest(0, date_diff('day', r.published_on, $today::date)) / 365.25 as age
from near_location as n
left join latest_rating as r on r.location_id = n.location_id
where n.location_id <> $id and n.ended_on is null and r.ended_on is null and not n.dormant and n.counted
    and n.category = $category and coalesce(n.care_home, false) = $care_home
    and (not $nursing or coalesce(n.services, '') ilike '%nursing%')
order by n.kilometres, n.location_id
limit $most
