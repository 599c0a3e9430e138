-- Figures of a place that have a value: those of some measures, or the one of an id.
select * exclude (id)
from (select *, concat_ws('/', measure, place, period, breakdown) as id from figure)
where place = $place
  and list_contains($measures, measure)
  and value is not null
  and ($id = '' or id = $id)
order by measure, period desc, breakdown
limit $most
