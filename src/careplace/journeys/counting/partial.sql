-- The cells of some buckets. A person is in one bucket, so that all of these, people included, add up over buckets. Grouped by
-- person first, so that people are counted without count(distinct); words return at the end, when few rows are left.
select g.place_kind, coalesce(p.word, 'all') as place, g.period_kind, c.period,
    case when g.by_age = 1 then w.word else 'all' end as age_band,
    case when g.by_category = 1 then w.word else 'all' end as category,
    c.events, c.people, c.counted, c.people_counted, c.people_not_counted, c.days
from (
    select layout, place, period, part,
        cast(sum(events) as bigint) as events, count(*) as people,
        cast(sum(counted) as bigint) as counted,
        cast(sum(case when counted > 0 then 1 else 0 end) as bigint) as people_counted,
        cast(sum(case when events > counted then 1 else 0 end) as bigint) as people_not_counted,
        cast(sum(days) as bigint) as days
    from (
        select layout, place, period, part, person_id,
            count(*) as events, cast(sum(counted) as bigint) as counted, cast(sum(days) as bigint) as days
        from (
            select g.layout, e.person_id, e.counted, e.days,
                case g.place_kind when 'council' then e.council when 'board' then e.board when 'trust' then e.trust else 0 end as place,
                case g.period_kind when 'month' then e.month else e.year end as period,
                case when g.by_age = 1 then e.age_band when g.by_category = 1 then e.category else 0 end as part
            from event as e
            cross join grain as g
            where g.period_kind = 'month' or e.year is not null
        ) as x
        group by layout, place, period, part, person_id
    ) as of_person
    group by layout, place, period, part
) as c
join grain as g on g.layout = c.layout
left join word as p on p.id = c.place
left join word as w on w.id = c.part
