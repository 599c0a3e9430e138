-- The rows of one statement of rows/, counted by place. `rows` is the statement. In: row_shape, member.
-- Out: cell (place, sector, breakdown, part, unit, label, locations, amount, squares).
create or replace temp table cell as
with counted as (
    select
        council, place, sector, breakdown, part, unit, min(label) as label, count(*) as locations, sum(amount) as amount,
        sum(amount * amount) as squares
    from (select * from row_shape union all by name ({rows}))
    group by council, place, sector, breakdown, part, unit
)
select
    coalesce(m.place, c.place) as place, c.sector, coalesce(c.breakdown, '') as breakdown, c.part, coalesce(c.unit, '') as unit,
    min(c.label) as label, cast(sum(c.locations) as bigint) as locations, sum(c.amount) as amount, sum(c.squares) as squares
from counted as c
left join member as m on m.council = c.council
where coalesce(m.place, c.place) is not null
group by coalesce(m.place, c.place), c.sector, coalesce(c.breakdown, ''), c.part, coalesce(c.unit, '')
