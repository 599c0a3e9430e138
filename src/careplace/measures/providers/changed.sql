-- What happened in each place to the locations of a sector. In: moved (move_count.sql or move_location.sql), member_earlier,
-- member_later. A place is made of the councils that it had at each date, so that a home that moved between two councils of
-- a region left the one and joined the other, and stayed in the region.
select
    e.place, m.sector, m.earlier_id, m.earlier_rating, case when l.place is not null then m.later_id end as later_id,
    case when l.place is not null then m.later_rating end as later_rating,
    case when l.place is null then m.earlier_only else m.at_both end as change,
    m.locations, case when l.place is null then 0 else m.followed end as followed
from moved as m
inner join member_earlier as e on e.council = m.earlier_council
left join member_later as l on l.place = e.place and l.council = m.later_council
union all
select l.place, m.sector, null, null, m.later_id, m.later_rating, m.later_only, m.locations, 0
from moved as m
inner join member_later as l on l.council = m.later_council
left join member_earlier as e on e.place = l.place and e.council = m.earlier_council
where e.place is null
