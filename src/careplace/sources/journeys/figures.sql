-- The table journeys_figure. In: cells, reading.
select cells.* exclude (withheld), coalesce(cells.withheld, '') as withheld, reading.source
from cells
cross join reading
order by cells.source_row
