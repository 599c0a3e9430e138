-- How many lasted each number of whole days, in each cell of some buckets.
select place_kind, place, period_kind, period, age_band, category, days, cast(sum(events) as bigint) as events
from (
    select g.place_kind,
        case g.place_kind when 'council' then e.council when 'board' then e.board when 'trust' then e.trust else 'all' end as place,
        g.period_kind,
        case g.period_kind when 'month' then e.month else e.year end as period,
        case when g.by_age = 1 then e.age_band else 'all' end as age_band,
        case when g.by_category = 1 then e.category else 'all' end as category,
        e.days, e.events
    from (
        select council, board, trust, month, year, age_band, category, days, count(*) as events
        from event
        where days is not null
        group by council, board, trust, month, year, age_band, category, days
    ) as e
    cross join grain as g
    where g.period_kind = 'month' or e.year is not null
) as c
group by place_kind, place, period_kind, period, age_band, category, days
