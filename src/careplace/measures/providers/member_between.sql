-- The councils, at both dates, of the places whose snapshot before is $earlier. In: member, previous, member_then,
-- council_line. A council that changed its code is found under the code it had; a group under the members it had.
-- Out: member_later, member_earlier.
create or replace temp table member_later as
select m.place, m.council
from member as m
inner join previous as p on p.place = m.place
where p.snapshot = getvariable('earlier');

create or replace temp table member_earlier as
select distinct p.place, t.council
from previous as p
left join council_line as n on n.code = p.place
inner join member_then as t on t.snapshot = p.snapshot
left join council_line as l on l.code = t.place
where p.snapshot = getvariable('earlier') and coalesce(l.line, t.place) = coalesce(n.line, p.place)
