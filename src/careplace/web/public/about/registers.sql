-- The registers of the edition, the latest first.
select s.snapshot, s.councils, s.national, count(*) as locations
from snapshot as s
inner join register as r on r.snapshot = s.snapshot
group by s.snapshot, s.councils, s.national
order by s.snapshot desc
