-- A provider's locations, each council's from the newest register that covers it. Parameter: id.
with newest as (
    select council, max(snapshot) as snapshot from snapshot_place group by council
)
select
    r.snapshot, r.location_id, r.location_name, r.council, coalesce(a.name, r.council, 'No council') as council_name,
    r.postcode, r.category, r.care_home, r.beds, coalesce(r.dormant, false) as dormant, r.counted,
    r.provider_name, r.brand_name, r.overall, r.safe, r.effective, r.caring, r.responsive, r.well_led, r.published_on, r.inherited
from register as r
left join newest as n on n.council = r.council
left join area as a on a.code = r.council
where r.provider_id = $id and (r.council is null or r.snapshot = n.snapshot)
order by council_name, r.snapshot desc, lower(r.location_name), r.location_id
limit $most
