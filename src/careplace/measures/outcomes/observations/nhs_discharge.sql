-- Shares of discharges by month: by 17:00, at weekends, and of patients without criteria to reside; by board, trust and
-- England, and for councils from their trusts (modelled). A day that lacks one of two numbers counts in neither.
insert into observation by name
with hourly as (
    select 'by-17:00' as series, kind, organisation, month, by_1700 as numerator, counted as denominator, 1 as days, source
    from hospital_day
    where source_table = 'nhs_discharge' and by_1700 is not null
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
-- Everybody who has rows in a month, with or without a number that counts.
listed as (
    select distinct longest.series, longest.month, longest.days as most_days, kind, organisation
    from hospital_day
    join longest on longest.month = hospital_day.month
    where source_table = 'nhs_discharge'
),
monthly_total as (
    select listed.*, numerator, denominator, monthly.days, monthly.source
    from listed
    left join monthly
        on monthly.series = listed.series and monthly.kind = listed.kind and monthly.organisation = listed.organisation
        and monthly.month = listed.month
),
-- What a trust usually counts on a day: one without a number leaves a gap of that size.
trust as (
    select
        monthly_total.*,
        days < most_days as partial,
        coalesce(
            denominator / days, avg(cast(denominator / days as decimal(30, 12))) over (partition by series, organisation)
        ) as expected
    from monthly_total
    where kind = 'trust'
),
summed as (
    select
        series, (select code from the_nation) as place, 'nation' as place_kind, month,
        sum(numerator) as numerator, sum(denominator) as denominator,
        string_agg(distinct trust.source, '|' order by trust.source) as source,
        cast(sum(cast(case when denominator is null then 0 else expected end as decimal(30, 12))) as double)
            / nullif(cast(sum(cast(expected as decimal(30, 12))) as double), 0) as coverage,
        count(*) as trusts,
        count(*) filter (partial or denominator is null) as partial,
        '' as most
    from trust
    group by series, month
    union all
    select
        series, council, 'council', trust.month,
        cast(sum(cast(numerator * share as decimal(30, 12))) as double),
        cast(sum(cast(denominator * share as decimal(30, 12))) as double),
        string_agg(distinct trust.source, '|' order by trust.source) || '|' || min(trust_council.source),
        cast(sum(cast(case when denominator is null then 0 else expected * share end as decimal(30, 12))) as double)
            / nullif(cast(sum(cast(expected * share as decimal(30, 12))) as double), 0),
        count(*),
        0,
        coalesce(
            'modelled: ' || cast(round(100 * max(denominator * share) / nullif(cast(sum(cast(denominator * share as decimal(30, 12))) as double), 0)) as integer) || '% from '
                || arg_max(coalesce(name, trust.organisation), denominator * share),
            ''
        )
    from trust
    join trust_council on trust_council.trust = trust.organisation and trust_council.month = trust.month
    left join home_board on home_board.trust = trust.organisation
    group by series, council, trust.month
    having count(denominator) > 0
),
reported as (
    select
        monthly_total.series, organisation as place, kind as place_kind, monthly_total.month, numerator, denominator, coalesce(monthly_total.source, sources.source) as source,
        case
            when denominator is null and monthly_total.series = 'at-weekends' then 'on no whole week reported'
            when denominator is null then 'reported on no day'
            when days < most_days then 'over ' || days || ' of ' || most_days || ' days'
            else ''
        end as reason,
        denominator is null as hidden
    from monthly_total
    left join (select series, month, string_agg(distinct source, '|' order by source) as source from monthly_total group by series, month) as sources
        on sources.series = monthly_total.series and sources.month = monthly_total.month
    union all
    select
        series, place, place_kind, month, numerator, denominator, source,
        concat_ws('; ',
            nullif(most, ''),
            case when coverage < 0.999999 then 'trusts with ' || cast(floor(100 * coverage) as integer) || '% of the patients reported' end,
            case when partial > 0 then 'of ' || trusts || ' trusts ' || partial || ' did not report on every day' end
        ),
        coalesce(coverage < 0.95, false)
    from summed
)
select
    'nhs_discharge' as source_table, series, place, place_kind, strftime(month, '%Y-%m') as period, 'month' as period_type,
    month as period_start, last_day(month) as period_end,
    case when numerator <= denominator and not hidden then numerator / nullif(denominator, 0) end as value,
    case when not hidden then numerator end as numerator,
    case when not hidden then nullif(denominator, 0) end as denominator,
    case
        when denominator = 0 then 'missing'
        when numerator > denominator or hidden then 'not comparable'
        else 'final'
    end as status,
    case
        when denominator = 0 then 'there was nobody to count'
        when numerator > denominator and not hidden then 'more patients were discharged than were without criteria to reside'
        else reason
    end as reason,
    source
from reported
