-- The table fingertips_value. Names of indicators may end with a line end (93356 does).
select
    cells.indicator_id,
    trim(regexp_replace(cells.indicator, '\s+', ' ', 'g')) as indicator,
    cells.area_code,
    cells.area_name,
    cells.area_type,
    cells.council,
    cells.parent_code,
    cells.parent_name,
    cells.sex,
    cells.age,
    cells.category_type,
    cells.category,
    cells.period,
    cells.period_sortable,
    cells.value,
    cells.lower95,
    cells.upper95,
    cells.lower998,
    cells.upper998,
    cells."count",
    cells.denominator,
    cells.value_note,
    cells.trend,
    cells.compared_to_england,
    cells.new_data is not null as new_data,
    case
        when cells.value is not null then 'published'
        when cells.value_note ilike '%suppress%' then 'suppressed'
        -- "*" stands beside a note; without one it is what it is elsewhere: a small number that is not shown.
        when cells.value_note is null and cells.value_marker = 'suppressed' then 'suppressed'
        else 'missing'
    end as status,
    reading.source,
    cells.sheet,
    cells.source_row
from cells
cross join reading
order by cells.source_row
