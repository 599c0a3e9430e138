-- Each official code under its name in each year, and whether a number is published of it then.
-- In: area_row, number_cell (typed.sql).
select
    area_row.area_code,
    area_row.area_name,
    area_row.area_kind,
    number_cell.start,
    count(number_cell.number) > 0 as has_value,
    min(area_row.sheet) as sheet,
    min_by(area_row.source_row, area_row.sheet) as source_row
from area_row
inner join number_cell on area_row.sheet = number_cell.sheet and area_row.source_row = number_cell.source_row
where area_row.area_code is not null
group by area_row.area_code, area_row.area_name, area_row.area_kind, number_cell.start
order by area_row.area_code, area_row.area_name, number_cell.start
