-- Every location of some councils, each under one heading, with its latest rating where this is the newest register that
-- lists it. Parameters: path and sectors (files of one register), councils, headings (sectors that share no location, in
-- their order).
with under as (
    select location_id, min(list_position($headings, sector)) as place
    from read_parquet($sectors, hive_partitioning = false) where list_contains($headings, sector) group by location_id
)
select
    coalesce($headings[u.place], '') as sector, h.location_id, h.location_name as name, h.postcode, h.city,
    h.provider_id, h.provider_name,
    case when h.care_home then h.beds end as beds, coalesce(h.dormant, false) as dormant,
    coalesce(n.newer, false) as newer, n.ended_on,
    case when n.newer then n.overall else h.overall end as overall, case when n.newer then n.safe else h.safe end as safe,
    case when n.newer then n.effective else h.effective end as effective,
    case when n.newer then n.caring else h.caring end as caring,
    case when n.newer then n.responsive else h.responsive end as responsive,
    case when n.newer then n.well_led else h.well_led end as well_led,
    case when n.newer then n.published_on else h.published_on end as published_on,
    case when n.newer then n.inherited else h.inherited end as inherited
from read_parquet($path, hive_partitioning = false) as h
left join under as u on u.location_id = h.location_id
left join latest_rating as n on n.location_id = h.location_id and n.register_snapshot = h.snapshot
where list_contains($councils, h.council)
order by u.place nulls last, lower(h.location_name), h.location_id
limit $most
