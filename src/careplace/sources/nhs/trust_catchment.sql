-- The table nhs_trust_catchment, from districts or from boards.
select
    reading.year,
    cells.trust,
    reading.kind,
    cells.area,
    cells.council,
    cells.share,
    reading.source,
    cells.sheet,
    cells.source_row
from cells
cross join reading
order by cells.source_row
