-- What a row of ASCOF's open data may not hold: source_row, field, actual, expected. In: number_row (open_data.sql), code.
with wrong as (
    select source_row, 'level' as field, level as said, 'Council, Region, England or Council Type' as expected
    from number_row
    where area_kind is null
    union all
    select source_row, 'area_code', area_name, 'an official code of nine letters and digits'
    from number_row
    where area_code is null and area_kind <> 'council type'
    union all
    select source_row, 'measure', measure_said, 'a code of the framework of 2014-15 to 2021-22, e.g. 2B1'
    from number_row
    where measure is null or measure not in (select measure from code)
    union all
    select source_row, 'part', part, 'Total, Female, Male or ages such as 18-64 or 65 and over'
    from number_row
    where breakdown_kind is null
    union all
    select source_row, 'quantity', quantity, 'Outcome, Numerator, Denominator, Base or Margin Of Error'
    from number_row
    where quantity is null or quantity not in ('outcome', 'numerator', 'denominator', 'base', 'margin of error')
    union all
    select source_row, 'number', said, 'a number, blank, or a marker such as [x] or [c]'
    from number_row
    where (number is null and status is null) or not isfinite(number) or number < 0
    union all
    select max(source_row), 'number', count(*) || ' numbers of ' || measure || ' (' || part || ', ' || quantity || ') for ' || area_name,
        'one number, or rows that are the same in every cell'
    from number_row
    group by coalesce(area_code, authority_code), area_name, measure, part, quantity
    having count(distinct coalesce(said, '')) > 1
)
select source_row, field, coalesce('''' || said || '''', 'no value') as actual, expected
from wrong
order by source_row, field
