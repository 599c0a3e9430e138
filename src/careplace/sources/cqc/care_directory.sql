-- The table cqc_directory: one row per location of the weekly directory.
-- Service types and specialisms are lists in one cell, separated by bars; some name a service twice (Doctors/GPs).
with directory as (
    select
        * replace (
            string_split_regex(trim(services), '\s*\|\s*') as services,
            string_split_regex(trim(specialisms), '\s*\|\s*') as specialisms
        )
    from cells
)
select
    reading.snapshot,
    cells.location_id,
    cells.location_name,
    cells.postcode,
    cells.council,
    cells.council_name,
    cells.region,
    '|' || array_to_string(list_filter(
        cells.services, lambda name, place: name <> '' and list_position(cells.services, name) = place), '|')
        || '|' as services,
    '|' || array_to_string(list_filter(
        cells.specialisms, lambda name, place: name <> '' and list_position(cells.specialisms, name) = place), '|')
        || '|' as specialisms,
    cells.checked_on,
    cells.provider_id,
    cells.provider_name,
    reading.source,
    cells.sheet,
    cells.source_row
from directory as cells
cross join reading
order by cells.source_row
