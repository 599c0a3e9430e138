-- The selection by rating. In: chosen.
select
    case when rating in ('Outstanding', 'Good', 'Requires improvement', 'Inadequate', 'Rated by service group') then rating else 'No rating' end as word,
    count(*) as locations
from chosen group by 1
