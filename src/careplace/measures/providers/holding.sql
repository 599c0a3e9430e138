-- How much of each sector of a place each part has, of one statement of rows/: `rows`. In: row_shape, member.
-- Out: holding (place, sector_number, part_number, amount), sector_number (sector, number), part_number (part, label, number).
-- Half a million rows are grouped by numbers, in the order of the names, in a third of the time that it takes by names.
create or replace temp table council_holding as
select council, sector, part, min(label) as label, sum(amount) as amount
from (select * from row_shape union all by name ({rows}))
group by council, sector, part;

create or replace temp table sector_number as
select sector, cast(row_number() over (order by sector) as int) as number
from (select distinct sector from council_holding);

create or replace temp table part_number as
select part, min(label) as label, cast(row_number() over (order by part) as int) as number
from council_holding
where part is not null
group by part;

create or replace temp table holding as
with numbered as (
    select c.council, s.number as sector_number, p.number as part_number, c.amount
    from council_holding as c
    inner join sector_number as s on s.sector = c.sector
    left join part_number as p on p.part = c.part
),
place_number as (select place, row_number() over (order by place) as number from (select distinct place from member)),
numbered_member as (
    select m.council, cast(p.number as int) as number
    from member as m
    inner join place_number as p on p.place = m.place
),
summed as (
    select m.number, c.sector_number, c.part_number, sum(c.amount) as amount
    from numbered as c
    inner join numbered_member as m on m.council = c.council
    group by m.number, c.sector_number, c.part_number
)
select p.place, s.sector_number, s.part_number, s.amount
from summed as s
inner join place_number as p on p.number = s.number
