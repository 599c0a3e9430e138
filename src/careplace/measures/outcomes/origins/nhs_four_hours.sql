-- Waits in emergency departments: a row for each board or trust of the month, and for what is modelled the share of each
-- trust's patients who live in the council; for a rate the residents of each district. England is its boards, less the
-- attendances of trusts that published no waits; in a month of the tables of providers it is every provider.
insert into origin by name
with wanted_kind as (
    select unnest(
        case
            when place_kind = 'council' then ['trust']
            when place_kind <> 'nation' then [place_kind]
            when period_start in (select month from tabled_month) then ['trust', 'provider']
            else ['integrated care board']
        end
    ) as kind
    from figure
),
counted as (
    select
        waits.*, figure.series, coalesce(trust_council.share, 1) as weight
    from figure
    join reported_waits as waits
        on waits.month = figure.period_start
        and waits.kind in (select kind from wanted_kind)
        and (figure.place_kind in ('nation', 'council') or waits.organisation = figure.place)
    left join trust_council
        on figure.place_kind = 'council' and trust_council.council = figure.place
        and trust_council.trust = waits.organisation and trust_council.month = waits.month
    where (figure.place_kind <> 'council' or trust_council.trust is not null)
        and not exists (
            from not_reported
            where source_table = 'nhs_four_hours' and kind = waits.filed_as and organisation = waits.organisation and period = waits.month
                and (
                    counted in ('attendances', 'over_4_hours') and figure.series = 'within-4-hours'
                    or counted = 'emergency_admissions' and figure.series <> 'within-4-hours'
                    or counted = 'admissions_over_4_hours' and figure.series = 'admitted-after-4-hours'
                )
        )
    union all by name
    select waits.*, figure.series, -1 as weight
    from figure
    join reported_waits as waits on waits.month = figure.period_start and waits.kind = 'trust' and over_4_hours is null
    where figure.place_kind = 'nation' and figure.series = 'within-4-hours'
        and figure.period_start not in (select month from tabled_month)
),
parted as (
    select
        case
            when series = 'within-4-hours' and weight = -1 then attendances
            when series = 'within-4-hours' then attendances - coalesce(over_4_hours, case when kind = 'integrated care board' then 0 end)
            when series = 'admitted-after-4-hours' then admissions_over_4_hours
            else emergency_admissions
        end as numerator,
        case
            when series = 'within-4-hours' then attendances
            when series = 'admitted-after-4-hours' then emergency_admissions
        end as denominator,
        *
    from counted
)
select
    'patients' as part, organisation as name, strftime(month, '%Y-%m') as period, numerator,
    denominator, weight, substr(source, 1, 12) as source, sheet, source_row
from parted
where numerator is not null
union all by name
select * from catchment_row where name in (select organisation from parted where numerator is not null)
union all by name
select
    'residents' as part, code as name, year as period, null as numerator, people as denominator, 1 as weight, source,
    null as sheet, source_row
from resident_row
where (select series from figure) = 'emergency-admissions/rate'
