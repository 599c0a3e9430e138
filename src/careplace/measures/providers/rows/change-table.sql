-- Every location that is rated at both dates, by its two ratings.
select
    place, sector, earlier_id, later_id, lower(replace(earlier_rating || '/' || later_rating, ' ', '-')) as breakdown,
    locations as amount
from changed
where change in ('better', 'same', 'worse')
