-- Cells that do not fit: sheet, source_row, heading, actual, expected. In: what typed.sql made, bracket (measure, start).
select
    sheet,
    source_row,
    heading,
    coalesce('''' || text || '''', 'no value') as actual,
    'a number, or a marker that the workbook explains: ' || (select string_agg(mark, ', ' order by mark) from marker) as expected
from number_cell
where number is null and status is null
union all
select number_cell.sheet, number_cell.source_row, number_cell.heading, '''' || number_cell.text || '''',
    'no number in brackets: the workbook explains none for this measure and year'
from number_cell
left join bracket on number_cell.measure = bracket.measure and number_cell.start = bracket.start
where number_cell.bracketed and bracket.measure is null
union all
select sheet, source_row, 'ONS area code', '''' || coalesce(area_name, 'no name') || ''', which is under no area code',
    'an area with an official code (E…), a type of council (S, U, M, I, O or D), or councils together'
from area_row
where area_kind is null or area_name is null
union all
select sheet, source_row, 'ONS area code', 'one of several rows of ' || area_code, 'each area once in a table'
from area_row
where area_code is not null
qualify count(*) over (partition by sheet, area_code) > 1
order by sheet, source_row, heading
