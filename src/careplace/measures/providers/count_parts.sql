-- How many different parts each sector of a place has. In: holding, sector_number (holding.sql).
select h.place, s.sector as breakdown, h.parts
from (
    select place, sector_number, count(*) as parts
    from holding
    where part_number is not null
    group by place, sector_number
) as h
inner join sector_number as s on s.number = h.sector_number
