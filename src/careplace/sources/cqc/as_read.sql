-- A table whose cells stand as they were read. Its contract says which columns it has, and in what order.
select
    reading.*,
    cells.*
from cells
cross join reading
order by cells.source_row
