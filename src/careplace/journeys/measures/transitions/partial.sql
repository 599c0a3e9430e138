-- Each move of a person from one setting to another, with the days since they came into the first: null where nobody
-- recorded when. Stays of a day are ordered by the precedence of settings, and one below a stay that goes on all day is none.
with levels as (
    select level, setting
    from (values (1, 'home_care'), (2, 'intermediate_care'), (3, 'care_home'), (4, 'a_and_e'), (5, 'hospital')) as v(level, setting)
),
ends as (
    select s.person_id, l.level, s.started as on_date, 1 as starts, 0 as earlier_ends, 1 as change,
        case when s.setting in ('hospital', 'a_and_e') then s.provider end as trust
    from stay as s
    join levels as l on l.setting = s.setting
    union all
    select s.person_id, l.level, s.ended as on_date, 0 as starts,
        case when s.started < s.ended then 1 else 0 end as earlier_ends, -1 as change,
        case when s.setting in ('hospital', 'a_and_e') then s.provider end as trust
    from stay as s
    join levels as l on l.setting = s.setting
    where s.ended is not null
),
dates as (
    select person_id, on_date, max(trust) as trust,
        cast(sum(case when level = 1 then starts else 0 end) as bigint) as s1, cast(sum(case when level = 2 then starts else 0 end) as bigint) as s2,
        cast(sum(case when level = 3 then starts else 0 end) as bigint) as s3, cast(sum(case when level = 4 then starts else 0 end) as bigint) as s4,
        cast(sum(case when level = 5 then starts else 0 end) as bigint) as s5,
        cast(sum(case when level = 1 then earlier_ends else 0 end) as bigint) as e1, cast(sum(case when level = 2 then earlier_ends else 0 end) as bigint) as e2,
        cast(sum(case when level = 3 then earlier_ends else 0 end) as bigint) as e3, cast(sum(case when level = 4 then earlier_ends else 0 end) as bigint) as e4,
        cast(sum(case when level = 5 then earlier_ends else 0 end) as bigint) as e5,
        cast(sum(case when level = 1 then change else 0 end) as bigint) as c1, cast(sum(case when level = 2 then change else 0 end) as bigint) as c2,
        cast(sum(case when level = 3 then change else 0 end) as bigint) as c3, cast(sum(case when level = 4 then change else 0 end) as bigint) as c4,
        cast(sum(case when level = 5 then change else 0 end) as bigint) as c5
    from ends
    group by person_id, on_date
),
running as (
    select person_id, on_date, trust, s1, s2, s3, s4, s5, e1, e2, e3, e4, e5, c1, c2, c3, c4, c5,
        cast(sum(c1) over (partition by person_id order by on_date rows between unbounded preceding and current row) as bigint) as a1,
        cast(sum(c2) over (partition by person_id order by on_date rows between unbounded preceding and current row) as bigint) as a2,
        cast(sum(c3) over (partition by person_id order by on_date rows between unbounded preceding and current row) as bigint) as a3,
        cast(sum(c4) over (partition by person_id order by on_date rows between unbounded preceding and current row) as bigint) as a4,
        cast(sum(c5) over (partition by person_id order by on_date rows between unbounded preceding and current row) as bigint) as a5
    from dates
),
-- The highest level whose stay goes on from before the day to after it (`through`), and the highest at the end of the day.
levels_of_dates as (
    select person_id, on_date, trust, s1, s2, s3, s4, s5,
        case when a5 - c5 - e5 > 0 then 5 when a4 - c4 - e4 > 0 then 4 when a3 - c3 - e3 > 0 then 3
            when a2 - c2 - e2 > 0 then 2 when a1 - c1 - e1 > 0 then 1 else 0 end as through,
        case when a5 > 0 then 5 when a4 > 0 then 4 when a3 > 0 then 3 when a2 > 0 then 2 when a1 > 0 then 1 else 0 end as last_level
    from running
),
entries as (
    select d.person_id, d.on_date, d.trust, l.level as step, l.level
    from levels_of_dates as d
    cross join levels as l
    where case l.level when 1 then d.s1 when 2 then d.s2 when 3 then d.s3 when 4 then d.s4 else d.s5 end > 0
        and l.level >= d.through
    union all
    select person_id, on_date, trust, 6 as step, last_level as level
    from levels_of_dates
),
path as (
    select e.person_id, e.on_date, e.trust, e.step, e.level
    from entries as e
    left join death as x on x.person_id = e.person_id
    where x.died is null or e.on_date < x.died or (e.on_date = x.died and e.step < 6)
    union all
    select person_id, died as on_date, cast(null as varchar) as trust, 7 as step, 6 as level
    from death
),
previous as (
    select person_id, on_date, trust, step, level,
        coalesce(lag(level) over (partition by person_id order by on_date, step), 0) as previous_level
    from path
),
changes as (
    select person_id, on_date, trust, level, previous_level,
        lag(on_date) over (partition by person_id order by on_date, step) as previous_date
    from previous
    where level <> previous_level
)
select c.person_id, c.on_date, p.council, c.trust,
    coalesce(f.setting, 'home') || '>' || case c.level when 6 then 'died' when 0 then 'home' else t.setting end as category,
    1 as counted,
    cast(date_diff('day', cast(c.previous_date as date), cast(c.on_date as date)) as bigint) as days
from changes as c
join person as p on p.person_id = c.person_id
left join levels as f on f.level = c.previous_level
left join levels as t on t.level = c.level
