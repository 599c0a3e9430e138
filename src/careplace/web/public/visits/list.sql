-- Every location of some councils, each under one heading. Parameters: path and sectors (files of one register), councils,
-- headings (sectors that share no location, in their order).
with under as (
    select location_id, min(list_position($headings, sector)) as place
    from read_parquet($sectors, hive_partitioning = false) where list_contains($headings, sector) group by location_id
)
select
    coalesce($headings[u.place], '') as sector, h.location_id, h.location_name as name, h.postcode, h.city,
    h.provider_id, h.provider_name,
    case when h.care_home then h.beds end as beds, coalesce(h.dormant, false) as dormant,
    h.overall, h.safe, h.effective, h.caring, h.responsive, h.well_led, h.published_on, h.inherited
from read_parquet($path, hive_partitioning = false) as h
left join under as u on u.location_id = h.location_id
where list_contains($councils, h.council)
order by u.place nulls last, lower(h.location_name), h.location_id
limit $most
