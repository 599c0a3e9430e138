-- Some of the selection, in its order, as the register has it; where this is the newest register of a location, with a
-- rating that is newer, and with the end of its registration. In: chosen.
-- Parameters: path, first, last (positions).
select
    c.position, h.location_id, h.location_name as name, h.provider_id,
    h.provider_name,
    h.brand_name as brand, h.category, h.council, coalesce(a.name, '') as council_name, h.postcode, h.city,
    case when h.care_home then h.beds end as beds, coalesce(h.dormant, false) as dormant,
    coalesce(h.overall, 'Not rated') as overall, h.safe, h.effective, h.caring, h.responsive, h.well_led,
    h.services_rated, h.published_on, date_diff('day', h.published_on, h.snapshot) / 365.25 as age, h.inherited,
    case when n.newer then n.overall end as newer_rating,
    case when n.newer then n.published_on end as newer_published_on, n.ended_on, h.snapshot,
    'https://www.cqc.org.uk/location/' || h.location_id as url
from chosen as c
inner join read_parquet($path, hive_partitioning = false) as h on h.location_id = c.location_id
left join latest_rating as n on n.location_id = h.location_id and n.register_snapshot = h.snapshot
left join area as a on a.code = h.council
where c.position between $first and $last
order by c.position
