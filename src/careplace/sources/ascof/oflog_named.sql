-- Each official code under its name in each year, and whether it has a value then, as careplace.sources.ascof.areas asks.
-- In: typed (the cells of the file).
select
    area_code,
    area_name,
    'council' as area_kind,
    cast(substr(period, 1, 4) as bigint) as start,
    count(value) > 0 as has_value,
    $sheet as sheet,
    min(source_row) as source_row
from typed
where period is not null and area_code is not null and area_name is not null
group by area_code, area_name, period
order by area_code, area_name, period
