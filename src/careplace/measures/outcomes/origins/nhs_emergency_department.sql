-- Emergency departments: a row for each provider and type of department in the month.
insert into origin by name
select
    replace(department, '-', ' ') || ' department' as part, organisation as name, strftime(month, '%Y-%m') as period,
    case figure.series when 'admissions' then admissions else attendances - over_4_hours end as numerator,
    case figure.series when 'admissions' then null else attendances end as denominator,
    1 as weight, substr(source, 1, 12) as source, sheet, source_row
from figure
join nhs_emergency_department
    on month = figure.period_start
    and (figure.place_kind = 'nation' or organisation = figure.place)
    and figure.breakdown in ('all', 'department:' || replace(department, ' ', '-'))
