-- How many councils have a value in each cell of the edition's figures, and the definition that they were counted by.
select measure, breakdown, period, count(value) as councils, max(version) as version
from figure
where place in (select code from area where kind = 'council')
group by measure, breakdown, period
order by measure, breakdown, period
