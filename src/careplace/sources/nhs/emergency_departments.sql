-- The table nhs_emergency_department: trusts and other providers, by type of department.
select
    cells.month,
    'provider' as kind,
    cells.organisation,
    case when cells.department in ('1', '2') then 'type ' || cells.department else cells.department end as department,
    cells.attendances,
    cells.over_4_hours,
    cells.admissions,
    case
        when cells.attendances is null or cells.over_4_hours is null then 'missing'
        when cells.over_4_hours > cells.attendances then 'above its total'
        else 'published'
    end as status,
    reading.source,
    cells.sheet,
    cells.source_row
from cells
cross join reading
order by cells.source_row
