-- A location at every snapshot that holds it, newest first. Parameter: id. Out: rows of the register, and their sectors.
with sectors as (
    select snapshot, string_agg(sector, '|' order by sector) as sectors
    from location_sector where location_id = $id group by snapshot
)
select
    r.snapshot, r.location_id, r.location_name, r.council, r.postcode, r.city, r.category, r.care_home, r.beds,
    r.services, r.user_bands, coalesce(r.dormant, false) as dormant, r.registered_on, r.ownership,
    r.provider_id, r.provider_name,
    r.brand_name,
    r.overall, r.safe, r.effective, r.caring, r.responsive, r.well_led, r.published_on, r.inherited,
    date_diff('day', r.published_on, r.snapshot) / 365.25 as age,
    r.services_rated, r.in_list, coalesce(s.sectors, '') as sectors,
    r.source, r.sheet, r.source_row, r.rating_source, r.rating_sheet, r.overall_row
from register as r
left join sectors as s on s.snapshot = r.snapshot
where r.location_id = $id
order by r.snapshot desc
