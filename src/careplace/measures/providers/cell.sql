-- The rows of one statement of rows/, counted by place. `rows` is the statement. In: row_shape, member.
-- Out: statement_row (the statement's rows, with every column of row_shape), council_cell (by council, or by place where the statement says it), cell (by place), cell_label (the words of each
-- breakdown and part). Words are kept apart: with them half a million cells of places and providers took twice the time.
create or replace temp view statement_row as select * from row_shape union all by name ({rows});

create or replace temp table council_cell as
select
    council, place, sector, coalesce(breakdown, '') as breakdown, part, coalesce(unit, '') as unit, min(label) as label,
    sum(amount) as amount, sum(amount * amount) as squares
from statement_row
group by council, place, sector, breakdown, part, unit;

create or replace temp table cell as
select
    coalesce(m.place, c.place) as place, c.sector, c.breakdown, c.part, c.unit, sum(c.amount) as amount,
    sum(c.squares) as squares
from council_cell as c
left join member as m on m.council = c.council
where coalesce(m.place, c.place) is not null
group by coalesce(m.place, c.place), c.sector, c.breakdown, c.part, c.unit;

create or replace temp table cell_label as
select breakdown, part, min(label) as label from council_cell where label is not null group by breakdown, part;
