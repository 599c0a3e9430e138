-- How many lasted each number of whole days, in each cell of some buckets.
select g.place_kind, coalesce(p.word, 'all') as place, g.period_kind, c.period,
    case when g.by_age = 1 then w.word else 'all' end as age_band,
    case when g.by_category = 1 then w.word else 'all' end as category,
    c.days, c.events
from (
    select layout, place, period, part, days, cast(sum(events) as bigint) as events
    from (
        select g.layout, e.days, e.events,
            case g.place_kind when 'council' then e.council when 'board' then e.board when 'trust' then e.trust else 0 end as place,
            case g.period_kind when 'month' then e.month else e.year end as period,
            case when g.by_age = 1 then e.age_band when g.by_category = 1 then e.category else 0 end as part
        from (
            select council, board, trust, month, year, age_band, category, days, count(*) as events
            from event
            where days is not null
            group by council, board, trust, month, year, age_band, category, days
        ) as e
        cross join grain as g
        where g.period_kind = 'month' or e.year is not null
    ) as x
    group by layout, place, period, part, days
) as c
join grain as g on g.layout = c.layout
left join word as p on p.id = c.place
left join word as w on w.id = c.part
