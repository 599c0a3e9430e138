-- Each location in the latest register that covers its council, with its latest rating, the end of its registration, and
-- where it is. In: last_row (last_row.sql), location_sector, snapshot_place, latest_rating, location_position. Out: current_location.
create or replace table current_location as
with covered as (
    select council, max(snapshot) as snapshot from snapshot_place group by council
),
sector as (
    select snapshot, location_id, '|' || string_agg(sector, '|' order by sector) || '|' as sectors
    from location_sector where snapshot in (select snapshot from covered) group by snapshot, location_id
)
select
    r.location_id, r.snapshot, r.location_name, r.council, r.postcode, r.city, p.point.latitude as latitude,
    p.point.longitude as longitude, p.basis as position_basis, r.category, coalesce(s.sectors, '') as sectors, r.care_home,
    r.beds, r.services, r.user_bands, coalesce(r.dormant, false) as dormant, r.counted, r.provider_id, r.provider_name,
    r.brand_name, plain_words(r.location_name) as folded_name, plain_words(r.provider_name) as folded_provider_name, n.overall, n.published_on, n.inherited, n.ended_on
from last_row as r
inner join latest_rating as n on n.location_id = r.location_id and n.register_snapshot = r.snapshot
left join covered as c on c.council = r.council
left join sector as s on s.snapshot = r.snapshot and s.location_id = r.location_id
left join location_position as p on p.location_id = r.location_id
where r.council is null or r.snapshot = c.snapshot
order by p.point.latitude nulls last, r.location_id;
