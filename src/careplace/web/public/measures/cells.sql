-- How many councils have a value in each cell of the edition's figures, and a method whose end names the definition.
select measure, breakdown, period, count(value) as councils, max(method) as method
from figure
where place in (select code from area where kind = 'council')
group by measure, breakdown, period
order by measure, breakdown, period
