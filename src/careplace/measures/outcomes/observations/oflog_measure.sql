-- Oflog's values of a council. Only those that are not ASCOF's own are measures: ASC5, ASC6 and ASC7; percentages of
-- ASC5 and ASC7 become shares.
insert into observation by name
select
    'oflog_measure' as source_table,
    measure as series,
    council as place,
    'council' as place_kind,
    period,
    'financial year' as period_type,
    cast(period_end - interval 1 year + interval 1 day as date) as period_start,
    period_end,
    case when measure in ('ASC5', 'ASC7') then value / 100 else value end as value,
    case when value is null then 'missing' else 'final' end as status,
    case when value is null then 'not available, as published' else '' end as reason,
    substr(source, 1, 12) as source,
    source_row
from oflog_measure
where measure in ('ASC5', 'ASC6', 'ASC7')
    and council is not null
