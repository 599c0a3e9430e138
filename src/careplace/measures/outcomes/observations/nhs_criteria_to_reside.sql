-- Patients without criteria to reside, and patients discharged: a board's days, monthly means of boards, trusts and
-- England, and what trusts' means come to for the councils where their patients live (modelled).
insert into observation by name
with monthly as (
    select
        source_table,
        kind,
        organisation,
        month,
        avg(counted) as mean,
        sum(counted) as patient_days,
        count(counted) as days,
        day(last_day(month)) - count(*) filter (nobodys) as open_days,
        count(*) filter (nobodys) as nobodys_days,
        count(*) filter (doubtful and not nobodys) as doubtful_days,
        string_agg(distinct source, '|' order by source) as source
    from hospital_day
    group by source_table, kind, organisation, month
),
silent as (
    select source_table, month, board, string_agg(distinct name, ', ' order by name) as trusts
    from hospital_day
    join home_board on trust = organisation
    where kind = 'trust' and counted is null and not nobodys
    group by source_table, month, board
),
-- Every trust that ever reported, in every month: a trust without a mean was silent, or is joined with another.
reporter as (
    select
        trust.source_table, trust.organisation as trust, months.month, mean, days, open_days, source,
        coalesce(mean, avg(cast(mean as decimal(30, 12))) over (partition by trust.source_table, trust.organisation)) as expected
    from (select distinct source_table, organisation from monthly where kind = 'trust') as trust
    join (select distinct source_table, month from monthly) as months on months.source_table = trust.source_table
    left join monthly
        on monthly.source_table = trust.source_table and monthly.organisation = trust.organisation
        and monthly.month = months.month
),
lived as (
    select
        reporter.*, council, share, coalesce(name, reporter.trust) as name, trust_council.source as shares,
        expected * share / nullif(cast(sum(cast(expected * share as decimal(30, 12))) over (partition by source_table, reporter.month, council) as double), 0) as part
    from reporter
    join trust_council on trust_council.trust = reporter.trust and trust_council.month = reporter.month
    left join home_board on home_board.trust = reporter.trust
),
england as (
    select
        source_table,
        month,
        cast(sum(cast(mean as decimal(30, 12))) as double) as mean,
        count(*) as trusts,
        count(*) filter (days < open_days) as partial,
        string_agg(coalesce(name, reporter.trust), ', ' order by coalesce(name, reporter.trust)) filter (days = 0) as missing_trusts,
        cast(sum(cast(mean as decimal(30, 12))) as double) / nullif(cast(sum(cast(expected as decimal(30, 12))) as double), 0) as coverage,
        string_agg(distinct source, '|' order by source) as source
    from reporter
    left join home_board on home_board.trust = reporter.trust
    where days is not null
    group by source_table, month
),
council as (
    select
        source_table,
        month,
        council,
        cast(sum(cast(mean * share as decimal(30, 12))) as double) as mean,
        string_agg(name, ', ' order by name) filter (mean is null and part >= 0.05) as missing_trusts,
        cast(sum(cast(case when mean is null then 0 else part end as decimal(30, 12))) as double) as coverage,
        string_agg(name || ' on ' || days || ' of ' || open_days || ' days', ', ' order by name) filter (days < open_days and part >= 0.05)
            as partial,
        coalesce(cast(round(100 * max(part)) as integer) || '% from ' || arg_max(name, part), 'nobody counted') as most,
        concat_ws('|', string_agg(distinct source, '|' order by source), min(shares)) as source
    from lived
    group by source_table, month, council
),
residents as (
    select months.month, district_council.council, sum(adults) as adults, min(source) as source
    from district_council
    join (select distinct month from monthly) as months on months.month >= from_date and months.month < to_date
    group by months.month, district_council.council
),
modelled as (
    select
        council.*,
        adults,
        residents.source as people,
        mean is null or missing_trusts is not null or coverage < 0.95 as hidden,
        case
            when mean is null and missing_trusts is null then 'no numbers are published for the trusts of its patients'
            when missing_trusts is not null
                then 'no numbers are published for ' || missing_trusts || ', from where a twentieth or more of its patients come'
            when coverage < 0.95 then 'numbers are published for trusts with ' || cast(floor(100 * coverage) as integer) || '% of its patients'
            else 'modelled: ' || most
                || case when coverage < 0.999999
                    then '; trusts with ' || cast(floor(100 * coverage) as integer) || '% of its patients reported'
                    else '' end
                || coalesce('; not on every day reported: ' || partial, '')
        end as reason
    from council
    left join residents on residents.council = council.council and residents.month = council.month
),
england_known as (
    select
        *,
        'on no day of the month reported by ' || missing_trusts || ': trusts with ' || cast(floor(100 * coalesce(coverage, 0)) as integer)
            || '% of the patients reported' as coverage_reason
    from england
),
reported as (
    select
        source_table, 'patients' as series, organisation as place, kind as place_kind, strftime(day, '%Y-%m-%d') as period,
        'day' as period_type, day as period_start, day as period_end,
        cast(counted as double) as value, cast(counted as double) as numerator, cast(null as double) as denominator,
        reason, source, source_row
    from hospital_day
    where kind = 'integrated care board'
    union all
    select
        monthly.source_table, 'patients', organisation, kind, strftime(monthly.month, '%Y-%m'), 'month', monthly.month,
        last_day(monthly.month), mean, patient_days, nullif(days, 0),
        concat_ws('; ',
            case when days = 0 then 'reported on no day' when days < open_days then 'reported on ' || days || ' of ' || open_days || ' days' end,
            case when days < open_days then 'not on every day by ' || silent.trusts end,
            case when doubtful_days > 0 then 'not counted: ' || doubtful_days || ' days of 0 or of repeated numbers' end,
            case when nobodys_days > 0 then 'days that nobody reported: ' || nobodys_days end
        ),
        source, null
    from monthly
    left join silent
        on silent.source_table = monthly.source_table and silent.month = monthly.month and silent.board = organisation
    union all
    select
        source_table, 'patients', (select code from the_nation), 'nation', strftime(month, '%Y-%m'), 'month', month, last_day(month),
        case when missing_trusts is null then mean end, case when missing_trusts is null then mean end, null,
        case
            when missing_trusts is not null then coverage_reason
            when partial > 0 then partial || ' of ' || trusts || ' trusts did not report on every day'
            else ''
        end,
        source, null
    from england_known as england
    union all
    select
        source_table, 'patients/modelled', council, 'council', strftime(month, '%Y-%m'), 'month', month, last_day(month),
        case when not hidden then mean end, case when not hidden then mean end, null, reason,
        source, null
    from modelled
    union all
    select
        source_table, 'rate', council, 'council', strftime(month, '%Y-%m'), 'month', month, last_day(month),
        case when not hidden then 100000 * mean / adults end, case when not hidden then mean end,
        case when not hidden then adults end, reason, concat_ws('|', source, people), null
    from modelled
    union all
    select
        source_table, 'rate', (select code from the_nation), 'nation', strftime(month, '%Y-%m'), 'month', month, last_day(month),
        case when missing_trusts is null then 100000 * mean / adults end, case when missing_trusts is null then mean end,
        case when missing_trusts is null then adults end,
        case when missing_trusts is not null then coverage_reason else '' end,
        concat_ws('|', england.source, council_adults.source), null
    from england_known as england
    left join council_adults on place = (select code from the_nation)
)
select *, case when value is null then 'not comparable' else 'final' end as status
from reported
