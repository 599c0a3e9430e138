-- The numbers of ASCOF's open data, typed, and the areas that they are of.
-- In: cells (the sheet under the fields' names), marker (mark, status), code (measure, …), reading (start).
create table number_row as
select
    source_row,
    authority_code,
    area_name,
    case when regexp_matches(area_code, '^[A-Z][0-9]{8}$') then area_code end as area_code,
    case lower(level)
        when 'council' then 'council' when 'region' then 'region' when 'england' then 'nation'
        when 'council type' then 'council type'
    end as area_kind,
    level,
    upper(regexp_replace(measure, '[^A-Za-z0-9]', '', 'g')) as measure,
    measure as measure_said,
    part,
    case
        when lower(part) = 'total' then 'all'
        when lower(part) in ('female', 'male') then 'sex'
        when regexp_matches(part, '^([0-9]+ ?-|[0-9]+ and |under )', 'i') then 'age'
    end as breakdown_kind,
    case when lower(part) = 'total' then 'all' else lower(regexp_replace(part, '^([0-9]+) ?- ?([0-9]+)$', '\1 to \2')) end as breakdown,
    lower(quantity) as quantity,
    number as said,
    try_cast(replace(number, ',', '') as double) as number,
    case
        when number is null then 'not available'
        when regexp_matches(number, '^<') then 'suppressed'
        else marker.status
    end as status
from cells
left join marker on marker.mark = lower(cells.number);

-- As careplace.sources.ascof.areas asks.
create table named as
select
    area_code,
    area_name,
    area_kind,
    any_value(reading.start) as start,
    count(number) > 0 as has_value,
    any_value(reading.sheet) as sheet,
    min(source_row) as source_row
from number_row
cross join reading
where area_code is not null and area_kind is not null
group by area_code, area_name, area_kind
order by area_code, area_name;
