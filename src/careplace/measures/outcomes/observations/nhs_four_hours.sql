-- Waits in emergency departments by month: boards and trusts as published, England from the boards, and councils from
-- the trusts whose patients live there (modelled). Months that the files by board and trust lack come from the monthly
-- tables of providers (nhs_reported.sql): trusts as published, England the sum of every provider, and no boards.
-- Trusts that tried other standards gave no waits until May 2023, yet their attendances are in their boards' numbers.
insert into observation by name
with exempt as (
    select month, board, sum(attendances) as attendances, string_agg(name, ', ' order by name) as trusts
    from reported_waits
    join home_board on trust = organisation
    where kind = 'trust' and over_4_hours is null
    group by month, board
),
-- Why a number of an organisation is no count (nhs_counted.sql), for each series.
uncounted as (
    select
        kind, organisation, period as month,
        max(reason) filter (counted in ('attendances', 'over_4_hours')) as waits,
        max(reason) filter (counted in ('emergency_admissions', 'admissions_over_4_hours')) as late,
        max(reason) filter (counted = 'emergency_admissions') as admissions
    from not_reported
    where source_table = 'nhs_four_hours'
    group by kind, organisation, period
),
month_of as (
    select
        waits.kind, waits.organisation, waits.month, waits.attendances, over_4_hours, emergency_admissions, admissions_over_4_hours,
        substr(source, 1, 12) as source, source_row, uncounted.waits as waits_gap, uncounted.late as late_gap, uncounted.admissions as admissions_gap,
        case
            when over_4_hours is null then 'the trust was exempt: no waits are published'
            when waits.status <> 'published' then 'the published waits are ' || waits.status
            when exempt.trusts is not null then 'the attendances, but not the waits, of ' || exempt.trusts || ' are counted'
        end as wait_fault
    from reported_waits as waits
    left join uncounted
        on uncounted.kind = waits.filed_as and uncounted.organisation = waits.organisation and uncounted.month = waits.month
    left join exempt on exempt.board = waits.organisation and exempt.month = waits.month
),
published as (
    select 'within-4-hours' as series, kind, organisation, month, attendances - over_4_hours as numerator,
        nullif(attendances, 0) as denominator, source, source_row, wait_fault as fault, waits_gap as gap
    from month_of
    union all
    select 'admitted-after-4-hours', kind, organisation, month, admissions_over_4_hours, nullif(emergency_admissions, 0),
        source, source_row, case when admissions_over_4_hours is null then 'no waits are published' end, late_gap
    from month_of
    union all
    select 'emergency-admissions', kind, organisation, month, emergency_admissions, null, source, source_row,
        case when emergency_admissions is null then 'no number is published' end, admissions_gap
    from month_of
),
counted as (
    select
        series, kind, organisation, month,
        case when gap is null then numerator end as numerator,
        case when gap is null then denominator end as denominator,
        source, source_row, coalesce(gap, fault) as fault, gap
    from published
),
-- Every trust that ever reported, in every month, with what it usually counts: a trust without numbers gave no waits, or
-- is joined with another.
reporter as (
    select
        trust.series, trust.organisation as trust, months.month, numerator, denominator, source, fault, gap,
        coalesce(size, avg(size) over (partition by trust.series, trust.organisation)) as expected
    from (select distinct series, organisation from counted where kind = 'trust') as trust
    join (select distinct series, month from counted) as months on months.series = trust.series
    left join (select *, coalesce(denominator, numerator) as size from counted) as sized
        on sized.series = trust.series and sized.organisation = trust.organisation and sized.month = months.month
),
-- The number of a board, and of England, lacks a trust that did not report, or holds its numbers of another month: which
-- trusts, and what part of it they usually are.
gap_of as (
    select series, month, place, string_agg(name, ', ' order by name) filter (gap is not null) as trusts,
        cast(sum(cast(expected as decimal(30, 12))) filter (gap is not null) as double)
            / nullif(cast(sum(cast(expected as decimal(30, 12))) as double), 0) as part
    from (
        select reporter.*, board as place, name
        from reporter
        join home_board on home_board.trust = reporter.trust
        union all
        select reporter.*, (select code from the_nation), coalesce(name, reporter.trust)
        from reporter
        left join home_board on home_board.trust = reporter.trust
    ) as places
    where source is not null
    group by series, month, place
    having count(gap) > 0
),
long as (
    select
        counted.series, kind, organisation, counted.month, numerator, denominator, source, source_row, gap,
        coalesce(fault, case when part >= 0.05 then 'no numbers of this month are published for ' || gap_of.trusts || ', a twentieth or more of it' end)
            as fault,
        coalesce('without numbers of this month of ' || gap_of.trusts, '') as reason
    from counted
    left join gap_of on gap_of.series = counted.series and gap_of.month = counted.month and gap_of.place = organisation
),
unwaited as (
    select month, sum(attendances) as attendances, count(*) as trusts
    from month_of
    where kind = 'trust' and over_4_hours is null
    group by month
),
england as (
    select
        long.series, long.month,
        sum(numerator) - case long.series when 'within-4-hours' then coalesce(max(unwaited.attendances), 0) else 0 end as numerator,
        sum(denominator) - case long.series when 'within-4-hours' then coalesce(max(unwaited.attendances), 0) else 0 end as denominator,
        string_agg(distinct source, '|' order by source) as source,
        case
            when count(gap) = count(*) then max(gap)
            when count(gap) > 0 then 'no numbers of this month are published for ' || count(gap) || ' of ' || count(*) || ' boards'
            when max(part) >= 0.05 then 'no numbers of this month are published for ' || max(gap_of.trusts) || ', a twentieth or more of it'
        end as fault,
        concat_ws('; ',
            case when long.series = 'within-4-hours' and max(unwaited.trusts) > 0
                then 'without the attendances of ' || max(unwaited.trusts) || case max(unwaited.trusts) when 1 then ' trust' else ' trusts' end
                    || ' that published no waits'
            end,
            'without numbers of this month of ' || max(gap_of.trusts)
        ) as reason
    from long
    left join unwaited on unwaited.month = long.month
    left join gap_of on gap_of.series = long.series and gap_of.month = long.month and gap_of.place = (select code from the_nation)
    where kind = 'integrated care board' and long.month not in (select month from tabled_month)
    group by long.series, long.month
    union all
    select
        series, month,
        sum(numerator) as numerator,
        sum(denominator) filter (numerator is not null) as denominator,
        string_agg(distinct source, '|' order by source) as source,
        case when count(gap) = count(*) then max(gap) end as fault,
        case
            when count(*) filter (numerator is null) > 0
                then 'without providers that published no number: ' || count(*) filter (numerator is null)
            else ''
        end as reason
    from long
    where month in (select month from tabled_month) and kind in ('trust', 'provider')
    group by series, month
),
lived as (
    select
        reporter.*, council, share, coalesce(name, reporter.trust) as name, trust_council.source as shares, everybodys,
        expected * share / nullif(cast(sum(cast(expected * share as decimal(30, 12))) over (partition by series, reporter.month, council) as double), 0) as part
    from reporter
    join trust_council on trust_council.trust = reporter.trust and trust_council.month = reporter.month
    left join home_board on home_board.trust = reporter.trust
    left join (select distinct month, everybodys from repeated_month where kind = 'trust' and everybodys and month not in (select month from tabled_month)) as everybody
        on everybody.month = reporter.month
    where reporter.series <> 'admitted-after-4-hours'
),
council as (
    select
        series,
        month,
        council,
        cast(sum(cast(numerator * share as decimal(30, 12))) as double) as numerator,
        cast(sum(cast(denominator * share as decimal(30, 12))) filter (numerator is not null) as double) as denominator,
        case when bool_and(everybodys) then max(gap) end as repeated,
        -- A trust that was joined with another took its patients along: the share lasts, the count does not.
        string_agg(name, ', ' order by name) filter (
            part >= 0.05 and numerator is null and (series <> 'within-4-hours' or source is not null)
        ) as missing_trusts,
        cast(sum(cast(part as decimal(30, 12))) filter (numerator is not null) as double) / nullif(cast(sum(cast(part as decimal(30, 12)))
            filter (series <> 'within-4-hours' or source is not null) as double), 0) as coverage,
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
reported as (
    select series, organisation as place, kind as place_kind, month, numerator, denominator, 1 as per, fault, reason,
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
            'no numbers are published for ' || missing_trusts || ', from where a twentieth or more of its patients come',
            case
                when numerator is null then 'no numbers are published for the trusts of its patients'
                when coverage < 0.95 then 'numbers are published for trusts with ' || cast(floor(100 * coverage) as integer) || '% of its patients'
            end
        ),
        'modelled: ' || most
            || case when coverage < 0.999999 then '; trusts with ' || cast(floor(100 * coverage) as integer) || '% of its patients reported' else '' end,
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
from reported
