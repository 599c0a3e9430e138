-- How many figures with a value an edition has of a place, and of how many measures.
select count(*) as figures, count(distinct measure) as measures
from figure
where place = $place and value is not null
