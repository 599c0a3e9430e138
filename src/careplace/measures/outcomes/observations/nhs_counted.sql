-- Published numbers that are not counts: a 0 that means "not reported", and numbers that are given twice. All nhs_*.sql
-- files use these tables, so that a day without a report is the same gap in months, days, councils and England. How often
-- each rule applies to the files from April 2022 to August 2025: tests/real/test_not_reported.py.

-- The rules, a row for each count of a publication. A 0 is not a count where the organisation usually counts `least` or
-- more. Usual is the smaller of two medians: of the `nearest` counts above 0 before the 0, and of those after it. Where
-- there are counts on one side only, `one_side` says whether these are enough: a hospital always has patients, but a
-- department may have opened or closed. Delayed days come in spells of weeks, so a real 0 is likelier than of patients.
create or replace temp view count_rule as
select *
from (values
    ('nhs_criteria_to_reside', 'patients', 14, 10, true, '0 patients and 0 discharges'),
    ('nhs_discharge', 'patients', 14, 20, true, '0 discharges'),
    ('nhs_four_hours', 'attendances', 3, 20, false, '0 attendances'),
    ('nhs_four_hours', 'over_4_hours', 3, 100, false, '0 waits of over four hours'),
    ('nhs_four_hours', 'emergency_admissions', 3, 20, false, '0 emergency admissions'),
    ('nhs_four_hours', 'admissions_over_4_hours', 3, 100, false, '0 admissions after over four hours'),
    ('nhs_emergency_department', 'attendances', 3, 20, false, '0 attendances'),
    ('nhs_emergency_department', 'over_4_hours', 3, 100, false, '0 waits of over four hours'),
    ('nhs_emergency_department', 'admissions', 3, 20, false, '0 admissions'),
    ('nhs_delayed_days', 'reason', 3, 100, false, '0 delayed days'),
    ('nhs_delayed_days', 'responsible organisation', 3, 100, false, '0 delayed days')
) as rules (source_table, counted, nearest, least, one_side, what);

-- Two trust-days that a republisher of the files filled with the value of the day before (the catalogue of the files
-- names them). They are left out where the file in hand gives that value.
create or replace temp view filled_day as
select *
from (values ('RXQ', date '2022-06-15'), ('RH8', date '2022-05-22')) as days (organisation, day);

-- The counts of these publications in one shape. `contradicted`: the trust discharged patients that day, so it did report.
create or replace temp table published_count as
with discharged as (
    select kind, organisation, day, max(patients) as patients
    from nhs_discharge
    group by kind, organisation, day
)
select 'nhs_criteria_to_reside' as source_table, 'patients' as counted, criteria.kind, criteria.organisation, criteria.day as period,
    criteria.patients as value, coalesce(discharged.patients, 0) > 0 as contradicted
from nhs_criteria_to_reside as criteria
left join discharged
    on discharged.kind = criteria.kind and discharged.organisation = criteria.organisation and discharged.day = criteria.day
union all
select 'nhs_discharge', 'patients', kind, organisation, day, patients, false
from nhs_discharge
union all
select 'nhs_four_hours', counted, kind, organisation, month, value, false
from nhs_four_hours
unpivot (value for counted in (attendances, over_4_hours, emergency_admissions, admissions_over_4_hours))
union all
select 'nhs_emergency_department', counted, kind, organisation || ' ' || department, month, value, false
from nhs_emergency_department
unpivot (value for counted in (attendances, over_4_hours, admissions))
union all
select 'nhs_delayed_days', split, kind, place_name, month,
    coalesce(max(days) filter (part = 'all'), sum(days) filter (part <> 'all')), false
from nhs_delayed_days
group by split, kind, place_name, month;

-- Each 0, with the medians of the counts before and after it.
create or replace temp table zero_count as
with numbered as (
    select *, sum(cast(value > 0 as integer)) over (
        partition by source_table, counted, kind, organisation order by period
        rows between unbounded preceding and current row
    ) as above_zero
    from published_count
    where value is not null
)
select
    zero.source_table, zero.counted, zero.kind, zero.organisation, zero.period,
    median(near.value) filter (near.above_zero <= zero.above_zero) as before,
    median(near.value) filter (near.above_zero > zero.above_zero) as after
from numbered as zero
join count_rule on count_rule.source_table = zero.source_table and count_rule.counted = zero.counted
left join numbered as near
    on near.source_table = zero.source_table and near.counted = zero.counted and near.kind = zero.kind
    and near.organisation = zero.organisation and near.value > 0
    and near.above_zero between zero.above_zero - count_rule.nearest + 1 and zero.above_zero + count_rule.nearest
where zero.value = 0 and not zero.contradicted
group by zero.source_table, zero.counted, zero.kind, zero.organisation, zero.period;

-- `usual` is null where the rule has too few counts to go by.
create or replace temp view usual_count as
select
    zero_count.*, least, what,
    case when one_side or (before is not null and after is not null) then least(coalesce(before, after), coalesce(after, before)) end
        as usual
from zero_count
join count_rule on count_rule.source_table = zero_count.source_table and count_rule.counted = zero_count.counted;

-- Days and months on which every organisation that gives a number gives 0, of whom some usually count more.
create or replace temp table nobodys_period as
select published_count.source_table, published_count.counted, published_count.kind, published_count.period
from published_count
left join usual_count
    on usual_count.source_table = published_count.source_table and usual_count.counted = published_count.counted
    and usual_count.kind = published_count.kind and usual_count.organisation = published_count.organisation
    and usual_count.period = published_count.period
where published_count.kind <> 'nation'
group by published_count.source_table, published_count.counted, published_count.kind, published_count.period
having max(value) = 0 and max(usual) >= max(least) and count(value) > 1;

-- Days with the same numbers as the day before, of organisations whose numbers differ on at least three days in four: a
-- trust that gives Friday's numbers on Saturday did not count on Saturday.
create or replace temp table repeated_day as
with daily as (
    select
        criteria.kind, criteria.organisation, criteria.day, criteria.patients, discharge.patients as discharged, by_1700, from_1701,
        criteria.patients >= 50 and discharge.patients >= 20 as large
    from nhs_criteria_to_reside as criteria
    join nhs_discharge as discharge
        on discharge.kind = criteria.kind and discharge.organisation = criteria.organisation and discharge.day = criteria.day
),
compared as (
    select *,
        day - lag(day) over earlier = 1
            and patients = lag(patients) over earlier
            and discharged = lag(discharged) over earlier
            and coalesce(by_1700 = lag(by_1700) over earlier, true)
            and coalesce(from_1701 = lag(from_1701) over earlier, true) as same
    from daily
    window earlier as (partition by kind, organisation order by day)
),
varying as (
    select kind, organisation
    from compared
    where large
    group by kind, organisation
    having count(*) filter (same) <= 0.25 * count(*)
)
select compared.kind, compared.organisation, compared.day
from compared
join varying on varying.kind = compared.kind and varying.organisation = compared.organisation
where large and same;

-- Months that give the numbers of a year earlier, or of the month before, again: for every organisation (February and
-- March 2025 for each of 42 boards and 151 trusts), or for one. Of one, two numbers at least must agree, which chance
-- does not explain (attendances alone agree in 15 of some 7,000 months of departments), and its months must differ.
create or replace temp table repeated_month as
with monthly as (
    select kind, organisation, month, attendances, emergency_admissions,
        [coalesce(attendances, -1), coalesce(over_4_hours, -1), coalesce(emergency_admissions, -1), coalesce(admissions_over_4_hours, -1)]
            as counts,
        attendances >= 100 and greatest(coalesce(over_4_hours, 0), coalesce(emergency_admissions, 0)) >= 20 as large
    from nhs_four_hours
),
compared as (
    select now.kind, now.organisation, now.month,
        now.attendances = years.attendances and now.emergency_admissions = years.emergency_admissions as year_again,
        coalesce(now.large and now.counts = years.counts, false) as own_year_again,
        coalesce(now.large and now.counts = months.counts, false) as own_month_again,
        years.month is not null as has_year
    from monthly as now
    left join monthly as months
        on months.kind = now.kind and months.organisation = now.organisation and months.month = now.month - interval 1 month
    left join monthly as years
        on years.kind = now.kind and years.organisation = now.organisation and years.month = now.month - interval 12 month
),
everybody as (
    select kind, month
    from compared
    where has_year
    group by kind, month
    having bool_and(year_again)
),
varying as (
    select kind, organisation
    from compared
    group by kind, organisation
    having count(*) filter (own_year_again or own_month_again) <= 0.25 * count(*)
)
select
    compared.kind, compared.organisation, compared.month, everybody.month is not null as everybodys,
    'the file gives the numbers of ' || case when everybody.month is not null or own_year_again then 'a year earlier' else 'the month before' end
        || ' again' as reason
from compared
left join everybody on everybody.kind = compared.kind and everybody.month = compared.month
left join varying on varying.kind = compared.kind and varying.organisation = compared.organisation
where everybody.month is not null or (varying.organisation is not null and (own_year_again or own_month_again));

-- What no figure counts, with the reason that figures give.
create or replace temp table not_reported as
with zero as (
    select source_table, counted, kind, organisation, period, what || ', where ' || cast(round(usual) as integer) || ' are usual' as reason
    from usual_count
    where usual >= least
),
nobody as (
    select published_count.source_table, published_count.counted, published_count.kind, published_count.organisation, published_count.period,
        'every number of that time is 0' as reason
    from published_count
    join nobodys_period
        on nobodys_period.source_table = published_count.source_table and nobodys_period.counted = published_count.counted
        and nobodys_period.kind = published_count.kind and nobodys_period.period = published_count.period
    where value is not null
),
-- Nobody leaves a hospital whose patients were not counted.
uncounted as (
    select 'nhs_discharge' as source_table, zero.counted, zero.kind, zero.organisation, zero.period, zero.reason
    from zero
    join nhs_discharge
        on nhs_discharge.kind = zero.kind and nhs_discharge.organisation = zero.organisation and nhs_discharge.day = zero.period
    where zero.source_table = 'nhs_criteria_to_reside' and nhs_discharge.patients = 0
),
again as (
    select source_table, 'patients' as counted, kind, organisation, day as period, 'each number of the day before is given again' as reason
    from repeated_day
    cross join (values ('nhs_criteria_to_reside'), ('nhs_discharge')) as both_tables (source_table)
),
months_again as (
    select 'nhs_four_hours' as source_table, counted, kind, organisation, month as period, reason
    from repeated_month
    cross join (values ('attendances'), ('over_4_hours'), ('emergency_admissions'), ('admissions_over_4_hours')) as counts (counted)
),
filled as (
    select 'nhs_criteria_to_reside' as source_table, 'patients' as counted, now.kind, now.organisation, now.day as period,
        'the value of the day before was filled in' as reason
    from nhs_criteria_to_reside as now
    join filled_day on filled_day.organisation = now.organisation and filled_day.day = now.day
    join nhs_criteria_to_reside as earlier
        on earlier.kind = now.kind and earlier.organisation = now.organisation and earlier.day = now.day - interval 1 day
        and earlier.patients = now.patients
)
select source_table, counted, kind, organisation, period, min(reason) as reason
from (
    select * from zero
    union all by name select * from nobody
    union all by name select * from uncounted
    union all by name select * from again
    union all by name select * from months_again
    union all by name select * from filled
) as rows_of_all
group by source_table, counted, kind, organisation, period;

-- Criteria to reside and discharges, day by day; `counted` is null on a day that was not reported. A board's published
-- number lacks the patients of a trust that did not report (on 1,134 of 1,191 such days), so the board has no count then
-- either. A trust whose last rows are all unreported, while the file goes on, has joined another (Yeovil in April 2023,
-- when Somerset's patients rose from 190 to 299): these rows are left out.
create or replace temp table hospital_day as
with daily as (
    select 'nhs_criteria_to_reside' as source_table, day, kind, organisation, patients, cast(null as bigint) as by_1700, source, source_row
    from nhs_criteria_to_reside
    union all
    select
        'nhs_discharge', day, kind, organisation, patients,
        -- Where the parts of a day are not its total, a reader cannot know which of them is wrong (wholes_of_days.sql).
        case when by_1700 + from_1701 <> patients then null else by_1700 end,
        source, source_row
    from nhs_discharge
),
checked as (
    select
        daily.*,
        not_reported.reason as doubt,
        nobodys_period.period is not null as nobodys,
        case when not_reported.reason is null then patients end as own
    from daily
    left join not_reported
        on not_reported.source_table = daily.source_table and not_reported.kind = daily.kind
        and not_reported.organisation = daily.organisation and not_reported.period = daily.day
    left join nobodys_period
        on nobodys_period.source_table = daily.source_table and nobodys_period.kind = daily.kind and nobodys_period.period = daily.day
),
ended as (
    select source_table, organisation, max(day) filter (own is not null) as last_count
    from checked
    where kind = 'trust'
    group by source_table, organisation
    having max(day) < (select max(day) from daily)
),
standing as (
    select checked.*
    from checked
    left join ended on ended.source_table = checked.source_table and ended.organisation = checked.organisation and kind = 'trust'
    where last_count is null or day <= last_count
),
silent as (
    select source_table, day, board, string_agg(name, ', ' order by name) as trusts
    from standing
    join home_board on trust = organisation
    where kind = 'trust' and own is null
    group by source_table, day, board
)
select
    standing.source_table,
    standing.day,
    cast(date_trunc('month', standing.day) as date) as month,
    standing.kind,
    standing.organisation,
    case when silent.trusts is null then own end as counted,
    case when silent.trusts is null and own is not null then by_1700 end as by_1700,
    nobodys,
    doubt is not null as doubtful,
    case
        when nobodys then 'not reported by anybody: every number of the day is 0'
        when silent.trusts is not null then 'not reported by ' || silent.trusts
        when doubt is not null then 'not reported: ' || doubt
        when own is null then 'not reported by the board'
        else ''
    end as reason,
    substr(standing.source, 1, 12) as source,
    standing.source_row
from standing
left join silent
    on silent.source_table = standing.source_table and silent.day = standing.day and silent.board = standing.organisation;
