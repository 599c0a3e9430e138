-- How much of each sector of a place is of its largest part; of several as large, of the first by its part. In: holding,
-- sector_number, part_number (holding.sql).
with summed as (
    select
        place, sector_number, max(amount) filter (where part_number is not null) as largest, sum(amount) as out_of
    from holding group by place, sector_number
),
first as (
    select h.place, h.sector_number, min(h.part_number) as part_number
    from holding as h
    inner join summed as s on s.place = h.place and s.sector_number = h.sector_number and s.largest = h.amount
    where h.part_number is not null
    group by h.place, h.sector_number
)
select s.place, n.sector as breakdown, s.largest as amount, s.out_of, p.label
from summed as s
inner join first as f on f.place = s.place and f.sector_number = s.sector_number
inner join sector_number as n on n.number = s.sector_number
left join part_number as p on p.number = f.part_number
