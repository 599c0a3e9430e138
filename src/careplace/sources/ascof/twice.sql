-- Outcomes of one council that stand twice, or under two codes and differ: as misfits.sql. In: ascof_outcome, place.
with placed as (
    select ascof_outcome.*, place.council as meant
    from ascof_outcome
    inner join year on ascof_outcome.period = year.period
    inner join place
        on ascof_outcome.area_code = place.area_code
        and ascof_outcome.area_name = place.area_name
        and year.start = place.start
    where place.council is not null and ascof_outcome.outcome is not null
)

select
    sheet,
    source_row,
    'ONS area code' as heading,
    area_name || ' (' || area_code || '), ' || period || ': ' || cast(outcome as varchar)
    || ', one of several outcomes of ' || meant as actual,
    'one outcome of each council, or the same one under each of its codes' as expected
from placed
qualify
    min(outcome) over (partition by measure, period, breakdown_kind, breakdown, meant)
    <> max(outcome) over (partition by measure, period, breakdown_kind, breakdown, meant)
    or count(council) over (partition by measure, period, breakdown_kind, breakdown, meant) > 1
order by sheet, source_row, actual
