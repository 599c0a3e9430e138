-- Which registers the matches are of, the latest first. In: near_match.
select m.snapshot, coalesce(a.name, 'no council') as council_name, count(*) as locations
from near_match as m
left join area as a on a.code = m.council
group by all
order by m.snapshot desc, council_name
