-- What is near, before a reader's choices: of the kind of service how many are open or left out; and what the registers record.
-- In: near_location. Parameter: sector (empty for any).
select
    count(*) filter (where of_kind and ended_on is null and not dormant and counted) as open,
    count(*) filter (where of_kind and ended_on is not null) as closed,
    count(*) filter (where of_kind and ended_on is null and dormant) as dormant,
    coalesce(bool_or(care_home and beds is not null), false) as has_beds,
    coalesce(bool_or(trim(user_bands, '|') <> ''), false) as has_people
from (select *, $sector = '' or contains(sectors, '|' || $sector || '|') as of_kind from near_location)
