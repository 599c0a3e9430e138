-- Locations that left a place between two snapshots. In: changed, earlier, later, pair and member_later
-- (change.sql, changed.sql).
-- Parameter: place. One that only changed its sector has not left.
select
    m.earlier_id as location_id, e.location_name as name, e.provider_name as provider, e.postcode,
    coalesce(min(m.earlier_rating), 'Not rated') as rating
from changed as m
inner join earlier as e on e.location_id = m.earlier_id
where m.place = $place and m.change in ('left', 'left unrated')
    and not exists (
        select 1
        from pair as p
        inner join later as l on l.location_id = p.later_id and not coalesce(l.dormant, false)
        inner join member_later as c on c.place = $place and c.council = l.council
        where p.earlier_id = m.earlier_id
    )
group by m.earlier_id, e.location_name, e.provider_name, e.postcode
order by lower(e.location_name), m.earlier_id
