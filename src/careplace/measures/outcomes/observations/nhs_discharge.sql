-- Shares of discharges by month: by 17:00, at weekends, and of patients without criteria to reside; by board, trust and
-- England, and for councils from their trusts (modelled). A day that lacks one of two numbers counts in neither.
insert into observation by name
with hourly as (
    select 'by-17:00' as series, kind, organisation, cast(date_trunc('month', day) as date) as month,
        by_1700 as numerator, patients as denominator, 1 as days, substr(source, 1, 12) as source
    from nhs_discharge
    where by_1700 is not null and patients is not null
),
discharged as (
    select 'of-patients-without-criteria' as series, here.kind, here.organisation, left_hospital.month,
        left_hospital.counted as numerator, here.counted as denominator, 1 as days,
        here.source || '|' || left_hospital.source as source
    from hospital_day as here
    join hospital_day as left_hospital
        on left_hospital.kind = here.kind and left_hospital.organisation = here.organisation and left_hospital.day = here.day
    where here.source_table = 'nhs_criteria_to_reside' and left_hospital.source_table = 'nhs_discharge'
        and here.counted is not null and left_hospital.counted is not null
),
-- Whole weeks only, each in the month of its Sunday: a month may have eight days of weekend or ten.
weekly as (
    select
        'at-weekends' as series, kind, organisation, cast(date_trunc('month', max(day)) as date) as month,
        sum(counted) filter (dayofweek(day) in (0, 6)) as numerator, sum(counted) as denominator, 7 as days,
        min(source) as source
    from hospital_day
    where source_table = 'nhs_discharge'
    group by kind, organisation, date_trunc('week', day)
    having count(counted) = 7
),
monthly as (
    select series, kind, organisation, month, sum(numerator) as numerator, sum(denominator) as denominator,
        sum(days) as days, string_agg(distinct source, '|' order by source) as source
    from (select * from hourly union all select * from discharged union all select * from weekly) as daily
    group by series, kind, organisation, month
),
longest as (
    select series, month, max(days) as days
    from monthly
    group by series, month
),
trust as (
    select monthly.*, monthly.days < longest.days as partial
    from monthly
    join longest on longest.series = monthly.series and longest.month = monthly.month
    where kind = 'trust'
),
told as (
    select
        monthly.series, organisation as place, kind as place_kind, monthly.month, numerator, denominator, source,
        case
            when monthly.days < longest.days then 'over ' || monthly.days || ' of ' || longest.days || ' days'
            else ''
        end as reason
    from monthly
    join longest on longest.series = monthly.series and longest.month = monthly.month
    union all
    select
        series, (select code from the_nation), 'nation', month, sum(numerator), sum(denominator), string_agg(distinct source, '|' order by source),
        case
            when count(*) filter (partial) > 0
                then 'of ' || count(*) || ' trusts ' || count(*) filter (partial) || ' did not report on every day'
            else ''
        end
    from trust
    group by series, month
    union all
    select
        series, council, 'council', trust.month, cast(sum(cast(numerator * share as decimal(30, 12))) as double), cast(sum(cast(denominator * share as decimal(30, 12))) as double),
        string_agg(distinct trust.source, '|' order by trust.source) || '|' || min(trust_council.source),
        coalesce(
            'modelled: ' || cast(round(100 * max(denominator * share) / nullif(cast(sum(cast(denominator * share as decimal(30, 12))) as double), 0)) as integer) || '% from '
                || arg_max(coalesce(name, trust.organisation), denominator * share),
            ''
        )
    from trust
    join trust_council on trust_council.trust = trust.organisation and trust_council.month = trust.month
    left join home_board on home_board.trust = trust.organisation
    group by series, council, trust.month
)
select
    'nhs_discharge' as source_table, series, place, place_kind, strftime(month, '%Y-%m') as period, 'month' as period_type,
    month as period_start, last_day(month) as period_end,
    case when numerator <= denominator then numerator / nullif(denominator, 0) end as value, numerator,
    nullif(denominator, 0) as denominator,
    case
        when denominator = 0 then 'missing'
        when numerator > denominator then 'not comparable'
        else 'final'
    end as status,
    case
        when denominator = 0 then 'there was nobody to count'
        when numerator > denominator then 'more patients were discharged than were without criteria to reside'
        else reason
    end as reason,
    source
from told
