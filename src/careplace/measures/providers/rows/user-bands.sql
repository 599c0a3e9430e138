-- Every location by each group of people that it serves, and its rating. Publications spell one group in several ways: its
-- name in ids is one.
with band_list as (select distinct user_bands from location_in_sector where user_bands is not null and user_bands <> ''),
band_name as (select user_bands, unnest(string_split(trim(user_bands, '|'), '|')) as band from band_list),
banded as (
    select user_bands, trim(regexp_replace(lower(band), '[^a-z0-9]+', '-', 'g'), '-') as breakdown, min(band) as label
    from band_name group by 1, 2
)
select s.sector, s.council, s.location_id, b.breakdown, b.label, s.overall as part, 1 as amount
from location_in_sector as s
inner join banded as b on b.user_bands = s.user_bands
