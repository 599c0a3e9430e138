-- A quantile of the amounts of a statement's rows (`rows`), by place and sector. `quantile` is a number from 0 to 1: DuckDB takes
-- it as a constant alone. In: row_shape, member.
select m.place, r.sector as breakdown, count(*) as locations, quantile_cont(r.amount, {quantile}) as amount
from (select * from row_shape union all by name ({rows})) as r
inner join member as m on m.council = r.council
group by m.place, r.sector
