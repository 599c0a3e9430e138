-- How much of each sector of a place is of its largest part; of several as large, of the first by its part. In: cell, cell_label.
with summed as (
    select
        place, sector, max(amount) filter (where part is not null) as largest, sum(amount) as out_of
    from cell group by place, sector
),
first as (
    select c.place, c.sector, min(c.part) as part
    from cell as c
    inner join summed as s on s.place = c.place and s.sector = c.sector and s.largest = c.amount
    where c.part is not null
    group by c.place, c.sector
)
select s.place, s.sector as breakdown, s.largest as amount, s.out_of, l.label
from summed as s
inner join first as f on f.place = s.place and f.sector = s.sector
left join cell_label as l on l.part = f.part
order by s.place, s.sector
