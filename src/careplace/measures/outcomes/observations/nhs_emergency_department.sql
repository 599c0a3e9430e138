-- Emergency departments by type, 2016-17 to 2018-19: attendances within four hours, and admissions from departments.
-- England is every provider; trusts are those that the list of trusts names (walk-in centres are in England's sum alone).
insert into observation by name
with uncounted as (
    select kind, organisation, period as month,
        max(reason) filter (counted <> 'admissions') as waits_gap, max(reason) filter (counted = 'admissions') as admissions_gap
    from not_reported
    where source_table = 'nhs_emergency_department'
    group by kind, organisation, period
),
typed as (
    select
        published.month, published.organisation, 'department:' || replace(department, ' ', '-') as breakdown,
        case when waits_gap is null then attendances end as attendances,
        case when waits_gap is null then over_4_hours end as over_4_hours,
        case when admissions_gap is null then admissions end as admissions,
        waits_gap, admissions_gap, substr(source, 1, 12) as source, source_row
    from nhs_emergency_department as published
    left join uncounted
        on uncounted.kind = published.kind and uncounted.organisation = published.organisation || ' ' || department
        and uncounted.month = published.month
),
department_row as (
    select month, organisation, breakdown, attendances, over_4_hours, admissions,
        'not reported: ' || waits_gap as waits_gap, 'not reported: ' || admissions_gap as admissions_gap, source, source_row
    from typed
    union all
    select month, organisation, 'all', sum(attendances), case when count(over_4_hours) = count(*) then sum(over_4_hours) end,
        case when count(admissions_gap) = 0 then sum(admissions) end, 'a department did not report: ' || max(waits_gap),
        'a department did not report: ' || max(admissions_gap), min(source), case when count(*) = 1 then min(source_row) end
    from typed
    group by month, organisation
),
-- England's sums leave out a department that did not report; its waits are missing where a department's are.
england as (
    select month, breakdown, sum(attendances) as attendances,
        case when count(over_4_hours) + count(waits_gap) = count(*) then sum(over_4_hours) end as over_4_hours,
        sum(admissions) as admissions, count(waits_gap) as waits_gaps, count(admissions_gap) as admissions_gaps, min(source) as source
    from (select * from typed union all select * replace ('all' as breakdown) from typed) as departments
    group by month, breakdown
),
placed as (
    select organisation as place, 'trust' as place_kind, month, breakdown, attendances, over_4_hours, admissions, waits_gap,
        admissions_gap, '' as waits_note, '' as admissions_note, source, source_row
    from department_row
    where organisation in (select trust from nhs_trust)
    union all
    select (select code from the_nation), 'nation', month, breakdown, attendances, over_4_hours, admissions, null, null,
        case when waits_gaps > 0 then 'left out, since they did not report: ' || waits_gaps || ' departments' else '' end,
        case when admissions_gaps > 0 then 'left out, since they did not report: ' || admissions_gaps || ' departments' else '' end, source, null
    from england
),
shared as (
    select *, (attendances - over_4_hours) / nullif(attendances, 0) as within
    from placed
)
select
    'nhs_emergency_department' as source_table, 'within-4-hours' as series, place, place_kind,
    strftime(month, '%Y-%m') as period, 'month' as period_type, month as period_start, last_day(month) as period_end, breakdown,
    within as value, attendances - over_4_hours as numerator, nullif(attendances, 0) as denominator,
    case when within is null then 'missing' else 'final' end as status,
    case when within is null then coalesce(waits_gap, 'no waits are published') else waits_note end as reason,
    source, source_row
from shared
union all
select
    'nhs_emergency_department', 'admissions', place, place_kind, strftime(month, '%Y-%m'), 'month', month, last_day(month),
    breakdown, admissions, admissions, null, case when admissions is null then 'missing' else 'final' end,
    case when admissions is null then coalesce(admissions_gap, 'no number is published') else admissions_note end, source, source_row
from shared
