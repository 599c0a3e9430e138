-- Each code and name that stand together in a table: how many rows, the first of them, and the name that the code has in
-- most of its rows. In: named (code, name, row).
with pair as (
    select code, name, count(*) as "rows", min("row") as "row"
    from named
    where code is not null and name is not null
    group by code, name
)
select
    *,
    first_value(name) over most as usual,
    first_value("rows") over most as usual_rows
from pair
window most as (partition by code order by "rows" desc, name)
order by code, name
