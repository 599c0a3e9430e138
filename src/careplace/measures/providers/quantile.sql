-- A quantile of the amounts of a statement's rows, by place and sector. `quantile` is a number from 0 to 1: DuckDB takes it as
-- a constant alone. In: statement_row, member.
select m.place, r.sector as breakdown, count(*) as locations, quantile_cont(r.amount, {quantile}) as amount
from statement_row as r
inner join member as m on m.council = r.council
group by m.place, r.sector
order by m.place, r.sector
