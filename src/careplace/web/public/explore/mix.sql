-- The selection by rating, in the register and by the latest rating overall. In: chosen.
select
    basis,
    coalesce(shown_rating(rating), 'No rating') as word,
    count(*) as locations
from (
    select 'register' as basis, rating from chosen
    union all
    select 'latest', latest from chosen
)
group by all
