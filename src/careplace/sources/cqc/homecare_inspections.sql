-- The table homecare_inspection: one row per inspection of a community adult social care service.
select
    cells.location_id,
    cells.published_on,
    cells.rating,
    cells.ownership,
    cells.location_started_on,
    cells.location_ended_on,
    reading.source,
    cells.sheet,
    cells.source_row
from homecare_inspections as cells
cross join reading
order by cells.source_row
