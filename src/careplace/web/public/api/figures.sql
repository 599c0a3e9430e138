-- A page of figures, by place, measure, breakdown and period.
-- In: `figures`, which is `figure` or, where periods are bounded, what figures_between.sql selects. Parameters: low and high bound
-- the places, since row groups are told apart by them; the last four are where to begin. A line that ends in `-- if NAME` is part
-- of a query for which NAME is requested, and of no other: a condition that is always true costs DuckDB as much as one that is not.
select f.*
from {figures} as f
where f.place between $low and $high
    and list_contains($places, f.place) -- if places
    and f.measure = $measure -- if measure
    and f.period = $period -- if period
    and ( -- if breakdown
        f.breakdown = $breakdown -- if breakdown
        or starts_with(f.breakdown, $breakdown || '/') or starts_with(f.breakdown, $breakdown || ':') -- if breakdown
    ) -- if breakdown
    and (f.place, f.measure, f.breakdown, f.period) -- if begun
        > ($after_place, $after_measure, $after_breakdown, $after_period) -- if begun
order by f.place, f.measure, f.breakdown, f.period
limit $rows
