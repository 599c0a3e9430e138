-- The snapshot before that covered each place. In: as_at, place_at, member, member_then, council_line.
-- Out: previous(place, snapshot).
create or replace temp table previous as
with covered as (
    select distinct t.snapshot, coalesce(l.line, t.place) as line
    from member_then as t
    left join council_line as l on l.code = t.place
),
now as (
    select p.place, coalesce(l.line, p.place) as line
    from place_at as p
    left join council_line as l on l.code = p.place
    where p.covered
)
select n.place, max(c.snapshot) as snapshot
from now as n
inner join covered as c on c.line = n.line, as_at
where c.snapshot < as_at.snapshot
group by n.place;
