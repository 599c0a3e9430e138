-- A location in one of its sectors: what every measure of a snapshot counts. In: here (the counted rows of the register),
-- here_sector, rating_word.
select
    s.sector, s.council, h.location_id, h.provider_id, h.brand_id, h.beds, h.care_home,
    h.user_bands, h.inherited, coalesce(h.overall, 'Not rated') as overall, h.safe, h.effective, h.caring, h.responsive, h.well_led,
    coalesce(h.overall, 'Not rated') in (select word from rating_word where kind = 'rated') as rated,
    date_diff('day', h.published_on, h.snapshot) / 365.25 as age
from here_sector as s
inner join here as h on h.location_id = s.location_id
