-- The groups of people that services of any register are registered for.
select distinct unnest(string_split(trim(user_bands, '|'), '|')) as people
from current_location
where user_bands is not null and trim(user_bands, '|') <> ''
order by people
