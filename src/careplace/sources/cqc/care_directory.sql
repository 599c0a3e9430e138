-- The table cqc_directory: one row per location of the weekly directory.
-- Service types and specialisms are lists in one cell, parted by bars.
select
    reading.snapshot,
    cells.location_id,
    cells.location_name,
    cells.postcode,
    cells.council,
    cells.council_name,
    cells.region,
    '|' || regexp_replace(cells.services, '\s*\|\s*', '|', 'g') || '|' as services,
    '|' || regexp_replace(cells.specialisms, '\s*\|\s*', '|', 'g') || '|' as specialisms,
    cells.checked_on,
    cells.provider_id,
    cells.provider_name,
    reading.source,
    cells.sheet,
    cells.source_row
from cells
cross join reading
order by cells.source_row
