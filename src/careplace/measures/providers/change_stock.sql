-- Rated locations of each place and sector by level at both dates, for the change in shares. In: changed (move_count.sql).
with sided as (
    select place, sector, earlier_rating as rating, sum(locations) as earlier, 0 as later
    from changed where change not in ('joined', 'joined unrated') group by all
    union all
    select place, sector, later_rating, 0, sum(locations)
    from changed where change not in ('left', 'left unrated') group by all
)
select
    s.place, s.sector,
    coalesce(sum(s.earlier) filter (where s.rating = 'Outstanding'), 0) as outstanding_earlier,
    coalesce(sum(s.earlier) filter (where s.rating = 'Good'), 0) as good_earlier,
    coalesce(sum(s.earlier) filter (where s.rating = 'Requires improvement'), 0) as requires_improvement_earlier,
    coalesce(sum(s.earlier) filter (where s.rating = 'Inadequate'), 0) as inadequate_earlier,
    coalesce(sum(s.later) filter (where s.rating = 'Outstanding'), 0) as outstanding_later,
    coalesce(sum(s.later) filter (where s.rating = 'Good'), 0) as good_later,
    coalesce(sum(s.later) filter (where s.rating = 'Requires improvement'), 0) as requires_improvement_later,
    coalesce(sum(s.later) filter (where s.rating = 'Inadequate'), 0) as inadequate_later
from sided as s
where s.rating in ('Outstanding', 'Good', 'Requires improvement', 'Inadequate')
group by s.place, s.sector
having sum(s.earlier) > 0 and sum(s.later) > 0
order by s.place, s.sector
