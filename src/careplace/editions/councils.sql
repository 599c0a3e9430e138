-- Councils that a table names and the gazetteer does not know. In: checked (council, …), area.
select distinct council
from checked
where council is not null and council not in (select code from area where kind = 'council')
order by council
