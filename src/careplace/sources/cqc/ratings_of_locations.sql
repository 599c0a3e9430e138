-- The table cqc_rating: one row per published rating of a location, service group and domain.
select
    reading.snapshot,
    cells.location_id,
    cells.location_name,
    cells.ods_code,
    cells.care_home,
    cells.location_type,
    cells.category,
    cells.council,
    cells.council_name,
    cells.region,
    cells.postcode,
    cells.city,
    cells.provider_id,
    cells.provider_name,
    nullif(cells.brand_id, '-') as brand_id,
    nullif(cells.brand_name, '-') as brand_name,
    cells.service_group,
    cells.domain,
    cells.rating,
    cells.published_on,
    cells.report_type,
    cells.inherited,
    reading.source,
    cells.sheet,
    cells.source_row
from ratings_of_locations as cells
cross join reading
order by cells.source_row
