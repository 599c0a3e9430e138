-- The selection by rating, in the register and by the latest rating overall. In: chosen.
select
    basis,
    case when rating in ('Outstanding', 'Good', 'Requires improvement', 'Inadequate', 'Rated by service group') then rating else 'No rating' end as word,
    count(*) as locations
from (
    select 'register' as basis, rating from chosen
    union all
    select 'latest', latest from chosen
)
group by all
