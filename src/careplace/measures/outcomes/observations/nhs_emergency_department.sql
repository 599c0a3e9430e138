-- Emergency departments by type, 2016-17 to 2018-19: attendances within four hours, and admissions from departments.
-- England is every provider; trusts are those that the list of trusts names (walk-in centres are in England's sum alone).
insert into observation by name
with typed as (
    select
        month, organisation, 'department:' || replace(department, ' ', '-') as breakdown, attendances, over_4_hours, admissions,
        substr(source, 1, 12) as source, source_row
    from nhs_emergency_department
),
every as (
    select * from typed
    union all
    select month, organisation, 'all', sum(attendances), case when count(over_4_hours) = count(*) then sum(over_4_hours) end,
        sum(admissions), min(source), case when count(*) = 1 then min(source_row) end
    from typed
    group by month, organisation
),
placed as (
    select organisation as place, 'trust' as place_kind, every.*
    from every
    where organisation in (select trust from nhs_trust)
    union all
    select (select code from the_nation), 'nation', month, (select code from the_nation), breakdown, sum(attendances),
        case when count(over_4_hours) = count(*) then sum(over_4_hours) end, sum(admissions), min(source), null
    from every
    group by month, breakdown
)
select
    'nhs_emergency_department' as source_table, 'within-4-hours' as series, place, place_kind,
    strftime(month, '%Y-%m') as period, 'month' as period_type, month as period_start, last_day(month) as period_end, breakdown,
    (attendances - over_4_hours) / nullif(attendances, 0) as value, attendances - over_4_hours as numerator,
    nullif(attendances, 0) as denominator,
    case when (attendances - over_4_hours) / nullif(attendances, 0) is null then 'missing' else 'final' end as status,
    case when (attendances - over_4_hours) / nullif(attendances, 0) is null then 'no waits are published' else '' end as reason,
    source, source_row
from placed
union all
select
    'nhs_emergency_department', 'admissions', place, place_kind, strftime(month, '%Y-%m'), 'month', month, last_day(month),
    breakdown, admissions, admissions, null, case when admissions is null then 'missing' else 'final' end,
    case when admissions is null then 'no number is published' else '' end, source, source_row
from placed
