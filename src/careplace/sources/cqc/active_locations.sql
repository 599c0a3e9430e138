-- The table cqc_location: one row per registered location.
-- Where two providers run a location together both registrations are listed; primary_id is the one that counts. The
-- column of the main sheet names it, or says Y on the primary one; the sheet of dual registrations does so in pairs.
with paired as (
    select
        location_id,
        min(case
            when regexp_matches(upper(primary_id), '^1-[0-9]+$') then upper(primary_id)
            when upper(primary_id) in ('Y', 'YES') then location_id
            else linked_id
        end) as primary_id
    from dual_registrations
    where primary_id is not null
    group by location_id
)
select
    reading.snapshot,
    cells.location_id,
    cells.location_name,
    cells.ods_code,
    cells.registered_on,
    cells.dormant,
    cells.care_home,
    cells.beds,
    cells.location_type,
    cells.category,
    cells.council,
    cells.council_name,
    cells.region,
    cells.postcode,
    cells.city,
    cells.latitude,
    cells.longitude,
    cells.provider_id,
    cells.provider_name,
    cells.brand_id,
    cells.brand_name,
    cells.ownership,
    cells.services,
    cells.user_bands,
    cells.overall_rating,
    cells.rating_published_on,
    cells.rating_inherited,
    case
        when regexp_matches(upper(cells.primary_id), '^1-[0-9]+$') then upper(cells.primary_id)
        when upper(cells.primary_id) in ('Y', 'YES') then cells.location_id
        else paired.primary_id
    end as primary_id,
    reading.source,
    cells.sheet,
    cells.source_row
from cells
cross join reading
left join paired on paired.location_id = cells.location_id
order by cells.source_row
