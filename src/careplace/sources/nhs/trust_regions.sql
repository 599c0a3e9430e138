-- The table nhs_trust.
select
    reading.year,
    cells.trust,
    cells.name,
    cells.region,
    cells.region_nhs_code,
    cells.region_name,
    cells.standing,
    reading.source,
    cells.sheet,
    cells.source_row
from cells
cross join reading
order by cells.source_row
