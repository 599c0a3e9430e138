-- The table cqc_deactivated: one row per location that has left the register.
select
    reading.snapshot,
    cells.location_id,
    cells.location_name,
    cells.registered_on,
    cells.ended_on,
    cells.care_home,
    cells.beds,
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
    reading.source,
    cells.sheet,
    cells.source_row
from deactivated_locations as cells
cross join reading
order by cells.source_row
