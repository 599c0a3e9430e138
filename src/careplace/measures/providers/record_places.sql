-- Keep which places this snapshot covered, for the snapshots to come. In: as_at, member, place_at, place_origin.
insert into member_then select as_at.snapshot, m.place, m.council from member as m, as_at;
insert into place_then
select as_at.snapshot, p.place, p.kind, p.members, p.members_covered, p.covered, coalesce(o.has_services, false)
from place_at as p
left join place_origin as o on o.place = p.place, as_at;
