-- Waits in emergency departments by month: boards and trusts as published, England from the boards, and councils from
-- the trusts whose patients live there (modelled). Months that the files by board and trust lack come from the monthly
-- tables of providers: trusts as published, England the sum of every provider, and no boards.
insert into observation by name
with repeated as (
    -- The files of 2025 give February and March 2024 again as February and March 2025, for every board and trust.
    select now.kind, now.month
    from nhs_four_hours as now
    join nhs_four_hours as before
        on before.kind = now.kind and before.organisation = now.organisation and before.month = now.month - interval 12 month
    group by now.kind, now.month
    having bool_and(now.attendances = before.attendances and now.emergency_admissions = before.emergency_admissions)
),
-- Months of the monthly tables of providers that no file by trust has, or has only as a repetition. A provider whose code is
-- of three letters or digits and begins with R is an NHS trust: of April 2025 the table has all 150 trusts of the file by
-- trust, 147 of them with the same numbers, and 48 other providers.
tabled as (
    select distinct provider.month
    from nhs_four_hours as provider
    left join nhs_four_hours as trust on trust.kind = 'trust' and trust.month = provider.month
    left join repeated on repeated.kind = 'trust' and repeated.month = provider.month
    where provider.kind = 'provider' and (trust.month is null or repeated.month is not null)
),
reported as (
    select
        files.* exclude (kind),
        case when files.kind = 'provider' and regexp_matches(organisation, '^R[A-Z0-9]{2}$') then 'trust' else files.kind end as kind,
        repeated.month is not null as again
    from nhs_four_hours as files
    left join tabled on tabled.month = files.month
    left join repeated on repeated.kind = files.kind and repeated.month = files.month
    where case files.kind when 'provider' then tabled.month is not null when 'trust' then tabled.month is null else true end
),
-- Trusts that tried other standards gave no waits until May 2023, yet their attendances are in their boards' numbers.
exempt as (
    select month, board, sum(attendances) as attendances, string_agg(name, ', ' order by name) as trusts
    from reported
    join home_board on trust = organisation
    where kind = 'trust' and over_4_hours is null
    group by month, board
),
month_of as (
    select
        waits.kind, organisation, waits.month, waits.attendances, over_4_hours, emergency_admissions, admissions_over_4_hours,
        substr(source, 1, 12) as source, source_row, exempt.trusts as exempt,
        case when again then 'the file gives the numbers of a year earlier again' end as fault,
        case
            when over_4_hours is null then 'the trust was exempt: no waits are published'
            when waits.status <> 'published' then 'the published waits are ' || waits.status
            when exempt.trusts is not null then 'the attendances, but not the waits, of ' || exempt.trusts || ' are counted'
        end as wait_fault
    from reported as waits
    left join exempt on exempt.board = waits.organisation and exempt.month = waits.month
),
long as (
    select 'within-4-hours' as series, kind, organisation, month, attendances - over_4_hours as numerator,
        nullif(attendances, 0) as denominator, source, source_row, coalesce(fault, wait_fault) as fault
    from month_of
    union all
    select 'admitted-after-4-hours', kind, organisation, month, admissions_over_4_hours, nullif(emergency_admissions, 0),
        source, source_row, coalesce(fault, case when admissions_over_4_hours is null then 'no waits are published' end)
    from month_of
    union all
    select 'emergency-admissions', kind, organisation, month, emergency_admissions, null, source, source_row,
        coalesce(fault, case when emergency_admissions is null then 'no number is published' end)
    from month_of
),
unwaited as (
    select month, sum(attendances) as attendances, count(*) as trusts
    from month_of
    where kind = 'trust' and over_4_hours is null
    group by month
),
england as (
    select
        series, long.month,
        sum(numerator) - case series when 'within-4-hours' then coalesce(max(unwaited.attendances), 0) else 0 end as numerator,
        sum(denominator) - case series when 'within-4-hours' then coalesce(max(unwaited.attendances), 0) else 0 end as denominator,
        string_agg(distinct source, '|' order by source) as source,
        max(case when fault like 'the file gives%' then fault end) as fault,
        case
            when series = 'within-4-hours' and max(unwaited.trusts) > 0
                then 'without the attendances of ' || max(unwaited.trusts) || case max(unwaited.trusts) when 1 then ' trust' else ' trusts' end
                    || ' that published no waits'
            else ''
        end as reason
    from long
    left join unwaited on unwaited.month = long.month
    where kind = 'integrated care board' and long.month not in (select month from tabled)
    group by series, long.month
    union all
    select
        series, month,
        sum(numerator) as numerator,
        sum(denominator) filter (numerator is not null) as denominator,
        string_agg(distinct source, '|' order by source) as source,
        max(case when fault like 'the file gives%' then fault end) as fault,
        case
            when count(*) filter (numerator is null) > 0
                then 'without providers that published no number: ' || count(*) filter (numerator is null)
            else ''
        end as reason
    from long
    where month in (select month from tabled) and kind in ('trust', 'provider')
    group by series, month
),
-- Every trust that ever reported, in every month: a trust without numbers gave no waits, or is joined with another.
reporter as (
    select
        trust.series, trust.organisation as trust, months.month, numerator, denominator, source, fault,
        coalesce(size, avg(size) over (partition by trust.series, trust.organisation)) as expected
    from (select distinct series, organisation from long where kind = 'trust') as trust
    join (select distinct series, month from long) as months on months.series = trust.series
    left join (select *, coalesce(denominator, numerator) as size from long) as long
        on long.series = trust.series and long.organisation = trust.organisation and long.month = months.month
    where trust.series <> 'admitted-after-4-hours'
),
lived as (
    select
        reporter.*, council, share, coalesce(name, reporter.trust) as name, trust_council.source as shares,
        expected * share / nullif(cast(sum(cast(expected * share as decimal(30, 12))) over (partition by series, reporter.month, council) as double), 0) as part
    from reporter
    join trust_council on trust_council.trust = reporter.trust and trust_council.month = reporter.month
    left join home_board on home_board.trust = reporter.trust
),
council as (
    select
        series,
        month,
        council,
        cast(sum(cast(numerator * share as decimal(30, 12))) as double) as numerator,
        cast(sum(cast(denominator * share as decimal(30, 12))) filter (numerator is not null) as double) as denominator,
        max(case when fault like 'the file gives%' then fault end) as repeated,
        -- A trust that was joined with another took its patients along: the share lasts, the count does not.
        string_agg(name, ', ' order by name) filter (
            part >= 0.05 and numerator is null and (series <> 'within-4-hours' or source is not null)
        ) as gone,
        coalesce(cast(round(100 * max(part)) as integer) || '% from ' || arg_max(name, part), 'nobody counted') as most,
        concat_ws('|', string_agg(distinct source, '|' order by source), min(shares)) as source
    from lived
    group by series, month, council
),
residents as (
    select months.month, district_council.council, sum(people) as people, min(source) as source
    from district_council
    join (select distinct month from long) as months on months.month >= from_date and months.month < to_date
    group by months.month, district_council.council
    union all
    select months.month, (select code from the_nation), sum(people), min(source)
    from district_council
    join (select distinct month from long) as months on months.month >= from_date and months.month < to_date
    group by months.month
),
told as (
    select series, organisation as place, kind as place_kind, month, numerator, denominator, 1 as per, fault, '' as reason,
        source, source_row
    from long
    where kind <> 'provider'
    union all
    select series, (select code from the_nation), 'nation', month, numerator, denominator, 1, fault, reason, source, null
    from england
    union all
    select 'emergency-admissions/rate', (select code from the_nation), 'nation', england.month, numerator, people, 100000, fault, reason,
        concat_ws('|', england.source, residents.source), null
    from england
    join residents on residents.month = england.month and residents.council = (select code from the_nation)
    where series = 'emergency-admissions'
    union all
    select
        case series when 'emergency-admissions' then 'emergency-admissions/rate' else series end, council.council, 'council',
        council.month, numerator, case series when 'emergency-admissions' then people else denominator end,
        case series when 'emergency-admissions' then 100000 else 1 end,
        coalesce(
            repeated,
            'no numbers are published for ' || gone || ', from where a twentieth or more of its patients come',
            case when numerator is null then 'no numbers are published for the trusts of its patients' end
        ),
        'modelled: ' || most,
        case series when 'emergency-admissions' then concat_ws('|', council.source, residents.source) else council.source end,
        null
    from council
    left join residents on residents.month = council.month and residents.council = council.council
)
select
    'nhs_four_hours' as source_table, series, place, place_kind, strftime(month, '%Y-%m') as period, 'month' as period_type,
    month as period_start, last_day(month) as period_end,
    case
        when fault is not null then null
        when series = 'emergency-admissions' then numerator
        else per * numerator / denominator
    end as value,
    case when fault is null then numerator end as numerator,
    case when fault is null then denominator end as denominator,
    case
        when fault is not null then 'not comparable'
        when series <> 'emergency-admissions' and denominator is null then 'missing'
        else 'final'
    end as status,
    case
        when fault is null and series <> 'emergency-admissions' and denominator is null then 'there was nobody to count'
        else coalesce(fault, reason)
    end as reason,
    source, source_row
from told
