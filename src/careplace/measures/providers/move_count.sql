-- Moves that are alike, counted: what `changed` is drawn from where only numbers are wanted. In: move.
select
    sector, cast(null as varchar) as earlier_id, cast(null as varchar) as later_id, earlier_council, later_council, earlier_rating,
    later_rating, at_both, earlier_only, later_only, count(*) as locations, count(*) filter (where followed) as followed
from move
group by sector, earlier_council, later_council, earlier_rating, later_rating, at_both, earlier_only, later_only
