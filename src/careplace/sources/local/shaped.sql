-- The table local_value, its rows in the file's order. In: stated, places, reading.
create table shaped as
select stated.*, places.code as place, places.kind as place_kind, reading.file, reading.source
from stated
join places on places.place = stated.place_said and places.period_end = stated.period_end
cross join reading
order by stated.source_row
