-- What happened to each location of a ground since the earlier register. In: changed, earlier, later, pair, member_later
-- (from changed.sql and change.sql of measures.providers). Those that stayed as they were are left out.
with stayed as (
    -- A location that is matched in one sector has not joined, though it may be new to another.
    select
        later_id as location_id,
        coalesce(min(change) filter (where earlier_id is not null), min(change)) as change,
        min(earlier_id) as earlier_id, min(earlier_rating) as earlier_rating, bool_or(followed > 0) as followed
    from changed where later_id is not null group by later_id
),
departed as (
    select m.earlier_id as location_id, min(m.earlier_rating) as earlier_rating
    from changed as m
    where m.change in ('left', 'left unrated')
        and not exists (
            select 1
            from pair as p
            inner join later as l on l.location_id = p.later_id and not coalesce(l.dormant, false)
            inner join member_later as c on c.place = m.place and c.council = l.council
            where p.earlier_id = m.earlier_id
        )
    group by m.earlier_id
)
select
    location_id, case when change = 'joined unrated' then 'joined' else change end as change, earlier_rating,
    case when followed then earlier_id end as followed_from
from stayed
where change in ('better', 'worse', 'joined', 'joined unrated')
union all
select location_id, 'left', earlier_rating, null from departed
order by location_id
