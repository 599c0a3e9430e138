-- The table council_assessment: one row per assessment of a council.
select
    cells.council,
    cells.council_name,
    cells.assessed_month,
    cells.overall,
    cells.qs1,
    cells.qs2,
    cells.qs3,
    cells.qs4,
    cells.qs5,
    cells.qs6,
    cells.qs7,
    cells.qs8,
    cells.qs9,
    cells.url,
    reading.source,
    cells.sheet,
    cells.source_row
from council_assessments as cells
cross join reading
order by cells.source_row
