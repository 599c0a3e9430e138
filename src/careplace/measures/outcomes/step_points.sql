-- Monthly and daily series, whole and by breakdown, as points that steps are looked for among: temporary table `step_point`. Days are
-- averaged over weeks of which each day has a value, since a hospital's numbers follow the day of the week.
-- In: step_figure (figures), step_period (measure, period, first_day, breaks: how many of the dictionary's breaks are
-- behind the period, daily), area.
create or replace temp table step_point as
with dated as (
    select figure.measure, figure.place, figure.breakdown, figure.version, figure.period, figure.value, first_day, breaks, daily
    from step_figure as figure
    join step_period on step_period.measure = figure.measure and step_period.period = figure.period
    where figure.value is not null
),

weekly as (
    select
        measure, place, breakdown, version, breaks, min(period) as period, avg(value) as value,
        date_diff('week', date '2000-01-03', date_trunc('week', first_day)) as number
    from dated
    where daily
    group by measure, place, breakdown, version, breaks, date_trunc('week', first_day)
    having count(*) = 7
),

point as (
    select
        measure, place, breakdown, version, breaks, period, value,
        date_diff('month', date '2000-01-01', first_day) as number
    from dated
    where not daily
    union all by name
    select * from weekly
),

compared as (
    select
        *,
        number - lag(number) over series <= $longest + 1
            and version = lag(version) over series and breaks = lag(breaks) over series as follows
    from point
    window series as (partition by measure, place, breakdown order by number)
),

numbered as (
    select
        * exclude (follows),
        sum(case when follows then 0 else 1 end) over (
            partition by measure, place, breakdown order by number rows between unbounded preceding and current row
        ) as run
    from compared
)

select
    numbered.*,
    coalesce(area.kind, 'trust') as place_kind,
    dense_rank() over (order by measure, place, breakdown, run) - 1 as series,
    row_number() over (partition by measure, place, breakdown, run order by number) - 1 as position
from numbered
left join area on area.code = numbered.place;
