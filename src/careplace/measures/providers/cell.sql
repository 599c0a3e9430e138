-- The rows of one statement of rows/, counted by council, or by place where the statement says it. `rows` is the statement, `name`
-- its file. In: row_shape, council_cell (council_cell.sql). Out: more rows of council_cell.
insert into council_cell
select
    '{name}', council, place, sector, coalesce(breakdown, ''), part, coalesce(unit, ''), min(label), sum(amount),
    sum(amount * amount)
from (select * from row_shape union all by name ({rows}))
group by council, place, sector, breakdown, part, unit
