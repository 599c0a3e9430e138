-- Which places a snapshot covers, and their councils. In: area, area_group, snapshot_place. Parameter table: as_at(snapshot).
-- Out: place_at (place, kind, members, covered), member (place, council) for the covered places.

create or replace temp table council_at as
select a.code as council
from area as a, as_at
where a.kind = 'council'
    and (a.from_date is null or a.from_date <= as_at.snapshot) and (a.to_date is null or a.to_date > as_at.snapshot);

create or replace temp table covered_council as
select p.council from snapshot_place as p, as_at where p.snapshot = as_at.snapshot;

-- A national file may hold nothing for a tiny council (the Isles of Scilly): from 95% of councils on, a snapshot is
-- national, and a council without rows has no locations.
create or replace temp table reach as
select (select count(*) from covered_council) >= 0.95 * (select count(*) from council_at) as national;

create or replace temp table member_at as
select council as place, 'council' as kind, council from council_at
union all
select g.group_code, g.group_kind, g.member
from area_group as g
inner join council_at as c on c.council = g.member, as_at
where (g.from_date is null or g.from_date <= as_at.snapshot) and (g.to_date is null or g.to_date > as_at.snapshot);

create or replace temp table place_at as
select
    m.place, min(m.kind) as kind, count(*) as members, count(c.council) as members_covered,
    count(c.council) = count(*) or (select national from reach) as covered
from member_at as m
left join covered_council as c on c.council = m.council
group by m.place
order by m.place;

create or replace temp table member as
select m.place, m.council
from member_at as m
inner join place_at as p on p.place = m.place
where p.covered
order by m.place, m.council;
