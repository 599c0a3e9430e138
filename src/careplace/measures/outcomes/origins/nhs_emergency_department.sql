-- Emergency departments: a row for each provider and type of department in the month.
insert into origin by name
select
    replace(department, '-', ' ') || ' department' as part, published.organisation as name, strftime(month, '%Y-%m') as period,
    case figure.series when 'admissions' then admissions else attendances - over_4_hours end as numerator,
    case figure.series when 'admissions' then null else attendances end as denominator,
    1 as weight, substr(source, 1, 12) as source, sheet, source_row
from figure
join nhs_emergency_department as published
    on published.month = figure.period_start
    and (figure.place_kind = 'nation' or published.organisation = figure.place)
    and figure.breakdown in ('all', 'department:' || replace(department, ' ', '-'))
left join (
    select distinct kind, organisation, period, if(counted = 'admissions', 'admissions', 'within-4-hours') as series
    from not_reported
    where source_table = 'nhs_emergency_department'
) as uncounted
    on uncounted.kind = published.kind and uncounted.organisation = published.organisation || ' ' || department
    and uncounted.period = published.month and uncounted.series = figure.series
where uncounted.series is null
