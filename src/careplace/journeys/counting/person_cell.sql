-- Each person's part of each cell: grouped by person first, so that people are counted without count(distinct).
select g.place_kind,
    case g.place_kind when 'council' then e.council when 'board' then e.board when 'trust' then e.trust else 'all' end as place,
    g.period_kind,
    case g.period_kind when 'month' then e.month else e.year end as period,
    case when g.by_age = 1 then e.age_band else 'all' end as age_band,
    case when g.by_category = 1 then e.category else 'all' end as category,
    e.person_id, count(*) as events, cast(sum(e.counted) as bigint) as counted, cast(sum(e.days) as bigint) as days
from event as e
cross join grain as g
where g.period_kind = 'month' or e.year is not null
group by g.place_kind,
    case g.place_kind when 'council' then e.council when 'board' then e.board when 'trust' then e.trust else 'all' end,
    g.period_kind,
    case g.period_kind when 'month' then e.month else e.year end,
    case when g.by_age = 1 then e.age_band else 'all' end,
    case when g.by_category = 1 then e.category else 'all' end,
    e.person_id
