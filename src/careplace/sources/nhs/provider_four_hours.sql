-- The table nhs_four_hours, a provider a row. In: provider_month. No share is published with the numbers of trusts' months.
select
    month,
    'provider' as kind,
    organisation,
    attendances,
    over_4_hours,
    cast(null as double) as share_over_4_hours,
    case
        when attendances is null or over_4_hours is null then 'missing'
        when over_4_hours > attendances then 'above its total'
        when not adds_up then 'unlike its parts'
        else 'published'
    end as status,
    emergency_admissions,
    admissions_over_4_hours,
    cast(null as double) as share_admissions_over_4_hours,
    case
        when emergency_admissions is null or admissions_over_4_hours is null then 'missing'
        when admissions_over_4_hours > emergency_admissions then 'above its total'
        when not admissions_add_up then 'unlike its parts'
        else 'published'
    end as admissions_status,
    source,
    sheet,
    source_row
from provider_month
order by source_row
