-- Dentists are not rated: each key question says whether regulations are met. One question that says not is enough.
select
    sector, council, location_id, case when list_contains(words, 'Regulations not met') then 'not-met' else 'met' end as breakdown,
    1 as amount
from (select sector, council, location_id, [safe, effective, caring, responsive, well_led, overall] as words from location_in_sector)
where list_contains(words, 'Regulations met') or list_contains(words, 'Regulations not met')
