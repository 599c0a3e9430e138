-- A provider's locations, each council's from the newest register that covers it, with its latest
-- rating and the end of its registration. Parameter: id.
with covered as (
    select council, max(snapshot) as snapshot from snapshot_place group by council
)
select
    r.snapshot, r.location_id, r.location_name, r.council, coalesce(a.name, r.council, 'No council') as council_name,
    r.postcode, r.category, r.care_home, r.beds, coalesce(r.dormant, false) as dormant, r.counted,
    r.provider_name, r.brand_name, n.overall, n.safe, n.effective, n.caring,
    n.responsive, n.well_led, n.published_on, n.inherited, n.ended_on
from register as r
inner join latest_rating as n on n.location_id = r.location_id
left join covered as c on c.council = r.council
left join area as a on a.code = r.council
where r.provider_id = $id and (r.council is null or r.snapshot = c.snapshot)
order by council_name, r.snapshot desc, lower(r.location_name), r.location_id
limit $most
