-- Some of the matches, in their order. In: near_match. Parameters: first, last (positions), as_at (the day of ages).
select
    m.position, m.location_id, m.location_name as name, m.kilometres, m.latitude, m.longitude, m.position_basis, m.category,
    m.care_home, case when m.care_home then m.beds end as beds, m.user_bands, m.provider_id, m.provider_name, m.postcode, m.city,
    coalesce(a.name, '') as council_name, m.snapshot, m.overall, m.published_on, m.inherited,
    greatest(0, date_diff('day', m.published_on, $as_at)) / 365.25 as age
from near_match as m
left join area as a on a.code = m.council
where m.position between $first and $last
order by m.position
