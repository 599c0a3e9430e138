-- Cells of text as numbers or markers, one row per number: "7.3 (7.1)" is two, the second in brackets.
-- In: cell (sheet, source_row, column_name, text), heading (sheet, column_name, letter, heading, measure, start, breakdown,
-- quantity, kind), area_heading (sheet, column_name, field), marker (mark, status, meaning).
create or replace table filled as
select sheet, source_row, column_name, nullif(trim(text), '') as text
from cell
qualify count(nullif(trim(text), '')) over (partition by sheet, source_row) > 0;

create or replace table area_row as
with named as (
    select
        filled.sheet,
        filled.source_row,
        max(filled.text) filter (where area_heading.field = 'authority_code') as authority_code,
        max(filled.text) filter (where area_heading.field = 'area_name') as area_name,
        max(filled.text) filter (where area_heading.field = 'area_code') as area_code
    from filled
    inner join area_heading on filled.sheet = area_heading.sheet and filled.column_name = area_heading.column_name
    group by filled.sheet, filled.source_row
)
select
    sheet,
    source_row,
    authority_code,
    area_name,
    case when area_code <> '[z]' then area_code end as area_code,
    case
        -- X: the areas of the demonstration.
        when regexp_matches(area_code, '^[EX]92[0-9]{6}$') then 'nation'
        when regexp_matches(area_code, '^[EX]12[0-9]{6}$') then 'region'
        when regexp_matches(area_code, '^[EX](06|08|09|10)[0-9]{6}$') then 'council'
        when area_code = '[z]' and authority_code in ('S', 'U', 'M', 'I', 'O', 'D') then 'council type'
        when area_code = '[z]' and authority_code = '[z]' and area_name like '% and %' then 'councils together'
    end as area_kind
from named;

create or replace table number_cell as
with parted as (
    select
        filled.*,
        false as bracketed,
        case
            when text like '%(%)' then trim(substr(text, 1, strpos(text, '(') - 1))
            else text
        end as part
    from filled
    union all
    select
        filled.*,
        true as bracketed,
        trim(substr(text, strpos(text, '(') + 1, length(text) - strpos(text, '(') - 1)) as part
    from filled
    where text like '%(%)'
)
select
    parted.sheet,
    parted.source_row,
    parted.text,
    parted.bracketed,
    heading.letter,
    heading.heading,
    heading.measure,
    heading.start,
    heading.breakdown,
    heading.quantity,
    heading.kind,
    case
        when regexp_matches(parted.part, '^-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?([Ee][-+]?[0-9]+)?$')
            -- 1e999, which no double holds, is no number.
            then case
                when isfinite(cast(replace(parted.part, ',', '') as double)) then cast(replace(parted.part, ',', '') as double)
            end
    end as number,
    marker.status,
    marker.meaning
from parted
inner join heading on parted.sheet = heading.sheet and parted.column_name = heading.column_name
left join marker on lower(parted.part) = marker.mark;
