-- The table nhs_emergency_department: the types of department that a provider has. In: provider_month.
with long as (
    select month, organisation, 'type 1' as department, attendances_type_1 as attendances,
        over_4_hours_type_1 as over_4_hours, admissions_type_1 as admissions, source, sheet, source_row
    from provider_month
    union all
    select month, organisation, 'type 2', attendances_type_2, over_4_hours_type_2, admissions_type_2, source, sheet, source_row
    from provider_month
    union all
    select month, organisation, 'other', attendances_other, over_4_hours_other, admissions_other, source, sheet, source_row
    from provider_month
)
select
    month,
    'provider' as kind,
    organisation,
    department,
    attendances,
    over_4_hours,
    admissions,
    case
        when attendances is null or over_4_hours is null then 'missing'
        when over_4_hours > attendances then 'above its total'
        else 'published'
    end as status,
    source,
    sheet,
    source_row
from long
-- A provider without a department of the type has noughts in its columns.
where coalesce(attendances, 1) > 0 or coalesce(over_4_hours, 0) > 0 or coalesce(admissions, 0) > 0
order by source_row, department
