-- The table oflog_measure. In: typed (the cells of the file), place (area_code, area_name, start, council), reading.
select
    typed.measure,
    typed.measure_name,
    typed.period,
    make_date(cast(substr(typed.period, 1, 4) as integer) + 1, 3, 31) as period_end,
    typed.area_code,
    typed.area_name,
    place.council,
    typed.council_type,
    typed.region,
    typed.value,
    case when typed.value is null then 'not available' else 'published' end as status,
    typed.median,
    typed.deviations,
    nullif(lower(typed.rank_order), 'none') as rank_order,
    reading.source,
    reading.sheet,
    typed.source_row
from typed
left join place
    on typed.area_code = place.area_code
    and typed.area_name = place.area_name
    and cast(substr(typed.period, 1, 4) as bigint) = place.start
cross join reading
order by typed.source_row
