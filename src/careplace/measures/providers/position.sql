-- Rated locations of each council, and those that are Good or Outstanding, where the snapshot is of the whole nation: what a
-- council's position is calculated from. In: part_figure (the figures counted so far), place_at, reach.
select f.place, split_part(f.breakdown, '/', 1) as sector, f.numerator as good, f.denominator as rated
from part_figure as f
inner join place_at as p on p.place = f.place
where f.measure = 'rating-share' and f.breakdown like '%/overall/locations/good-or-outstanding' and f.denominator > 0
    and p.kind = 'council' and (select national from reach)
order by sector, f.place
