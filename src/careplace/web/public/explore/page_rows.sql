-- Some of the selection, in its order, as the register has it; with the latest rating of all publications, and, where this
-- is the newest register of a location, with the end of its registration. In: chosen.
-- Parameters: path, first, last (positions).
select
    c.position, h.location_id, h.location_name as name, h.provider_id,
    h.provider_name,
    h.brand_name as brand, h.category, h.council, coalesce(a.name, '') as council_name, h.postcode, h.city,
    case when h.care_home then h.beds end as beds, coalesce(h.dormant, false) as dormant,
    coalesce(h.overall, 'Not rated') as overall, h.safe, h.effective, h.caring, h.responsive, h.well_led,
    h.services_rated, h.published_on, date_diff('day', h.published_on, h.snapshot) / 365.25 as age, h.inherited,
    coalesce(c.latest, 'Not rated') as latest_rating, n.published_on as latest_published_on,
    case when n.register_snapshot = h.snapshot then n.ended_on end as ended_on, h.snapshot,
    'https://www.cqc.org.uk/location/' || h.location_id as url
from chosen as c
inner join read_parquet($path, hive_partitioning = false) as h on h.location_id = c.location_id
left join latest_rating as n on n.location_id = h.location_id
left join area as a on a.code = h.council
where c.position between $first and $last
order by c.position
