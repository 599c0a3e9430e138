-- Keep which places this snapshot covered, for the snapshots to come. In: as_at, member, place_at.
insert into member_then select as_at.snapshot, m.place, m.council from member as m, as_at;
insert into place_then
select as_at.snapshot, p.place, p.kind, p.members, p.members_covered, p.covered from place_at as p, as_at;
