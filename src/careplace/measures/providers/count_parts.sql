-- How many different parts each sector of a place has. In: cell.
select place, sector as breakdown, count(part) as parts
from cell
where part is not null
group by place, sector
order by place, sector
