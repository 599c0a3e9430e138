-- Keep which places this snapshot covered, and of which councils they were made. In: as_at, member, place_at, snapshot_place.
-- Out: more rows of member_then and place_then.
insert into member_then select as_at.snapshot, m.place, m.council from member as m, as_at;

insert into place_then
with service_types as (
    select m.place, bool_and(p.has_services) as has_services
    from member as m
    inner join snapshot_place as p on p.council = m.council
    inner join as_at on as_at.snapshot = p.snapshot
    group by m.place
)
select as_at.snapshot, p.place, p.kind, p.members, p.members_covered, p.covered, coalesce(s.has_services, false)
from place_at as p
left join service_types as s on s.place = p.place, as_at;
