-- Delayed transfers of care: days by month, calendar year and financial year, and days a day per 100,000 adults.
-- England is the published total: it is above the sum of the councils in each month.
insert into observation by name
with totals as (
    select month, place_name, days as total
    from nhs_delayed_days
    where part = 'all'
),
reported as (
    -- Poole stood no longer in April 2019, and its total of 0 has no parts: none of them can be above 0.
    select
        delayed.*, not_reported.reason as doubt,
        case when not stood and total = 0 then coalesce(days, 0) when not_reported.reason is null then days end as counted
    from nhs_delayed_days as delayed
    left join not_reported
        on not_reported.source_table = 'nhs_delayed_days' and not_reported.counted = delayed.split and not_reported.kind = delayed.kind
        and not_reported.organisation = delayed.place_name and not_reported.period = delayed.month
    left join totals on totals.month = delayed.month and totals.place_name = delayed.place_name
),
monthly as (
    select
        case kind when 'nation' then (select code from the_nation) else council end as place,
        kind as place_kind,
        month,
        case split
            when 'reason' then case part when 'all' then 'all' else 'reason:' || replace(lower(part), ' ', '-') end
            else 'responsible:' || replace(lower(part), ' ', '-')
        end as breakdown,
        case when count(counted) = count(*) then sum(counted) end as days,
        case
            when count(counted) < count(*) then coalesce('not reported: ' || max(doubt), 'no number is published')
            when not bool_and(stood)
                then 'published under ' || string_agg(place_name, ' and ' order by place_name) || ', which stood no longer'
            when max(status) <> 'published' then 'the published total is ' || max(status)
            else ''
        end as reason,
        min(substr(source, 1, 12)) as source,
        case when count(*) = 1 then min(source_row) end as source_row
    from reported
    group by 1, 2, 3, 4
),
years as (
    select 'year' as period_type, strftime(month, '%Y') as period, make_date(year(month), 1, 1) as period_start, monthly.*
    from monthly
    union all
    select
        'financial year',
        strftime(month - interval 3 month, '%Y') || '-' || strftime(month + interval 9 month, '%y'),
        make_date(year(month - interval 3 month), 4, 1),
        monthly.*
    from monthly
),
summed as (
    select
        place, place_kind, breakdown, 'month' as period_type, strftime(month, '%Y-%m') as period, month as period_start,
        last_day(month) as period_end, days, reason, source, source_row
    from monthly
    union all
    select
        place, place_kind, breakdown, period_type, period, period_start,
        cast(period_start + interval 1 year - interval 1 day as date),
        case when count(days) = 12 then sum(days) end,
        case
            when count(days) < 12 then count(days) || ' of 12 months are published for this place'
            else coalesce(string_agg(distinct reason, '; ' order by reason) filter (where reason <> ''), '')
        end,
        string_agg(distinct source, '|' order by source),
        null
    from years
    group by place, place_kind, breakdown, period_type, period, period_start
),
rated as (
    -- A rate of a month is kept for the total and for who is responsible; a rate by reason for years.
    select
        summed.* exclude (days, reason, source, source_row),
        days,
        case when days is not null then adults * (date_diff('day', period_start, period_end) + 1) end as adult_days,
        case
            when days is not null and adults is null
                then 'no population of this council as it stood is in the edition: it was joined with others'
            else reason
        end as reason,
        summed.source || coalesce('|' || council_adults.source, '') as source
    from summed
    left join council_adults on council_adults.place = summed.place
    where period_type = 'financial year' or (period_type = 'month' and breakdown not like 'reason:%')
)
select
    'nhs_delayed_days' as source_table, 'days' as series, place, place_kind, period, period_type, period_start, period_end,
    breakdown, days as value, days as numerator, cast(null as double) as denominator,
    case when days is null then 'missing' else 'final' end as status, reason, source, source_row
from summed
union all
select
    'nhs_delayed_days', 'rate', place, place_kind, period, period_type, period_start, period_end,
    breakdown, 100000 * days / adult_days, days, adult_days,
    case when days / adult_days is null then 'missing' else 'final' end, reason, source, null
from rated
