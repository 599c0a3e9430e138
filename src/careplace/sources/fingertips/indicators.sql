-- The table fingertips_indicator.
select cells.*, reading.source, '' as sheet
from cells
cross join reading
order by cells.source_row
