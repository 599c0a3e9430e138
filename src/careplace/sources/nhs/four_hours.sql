-- The table nhs_four_hours. Shares are published to two decimals: one that lies further off than a rounding is
-- unlike the numbers beside it.
select
    cells.month,
    reading.kind,
    cells.organisation,
    cells.attendances,
    cells.over_4_hours,
    cells.share_over_4_hours,
    case
        when cells.attendances is null or cells.over_4_hours is null then 'missing'
        when cells.over_4_hours > cells.attendances then 'above its total'
        when abs(cells.over_4_hours - cells.share_over_4_hours * cells.attendances) > 0.00501 * cells.attendances
            then 'unlike its parts'
        else 'published'
    end as status,
    cells.emergency_admissions,
    cells.admissions_over_4_hours,
    cells.share_admissions_over_4_hours,
    case
        when cells.emergency_admissions is null or cells.admissions_over_4_hours is null then 'missing'
        when cells.admissions_over_4_hours > cells.emergency_admissions then 'above its total'
        when abs(cells.admissions_over_4_hours - cells.share_admissions_over_4_hours * cells.emergency_admissions)
            > 0.00501 * cells.emergency_admissions
            then 'unlike its parts'
        else 'published'
    end as admissions_status,
    reading.source,
    cells.sheet,
    cells.source_row
from cells
cross join reading
order by cells.source_row
