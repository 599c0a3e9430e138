-- A page of figures, by place, measure, breakdown and period.
-- In: `figures`, which is `figure` or, where periods are bounded, what figures_between.sql selects. Parameters: low and high bound
-- the places, since row groups are told apart by them; the other words are null where nothing is asked; `begun` says whether
-- the last four are where to begin.
select f.*
from {figures} as f
where f.place between $low and $high
    and ($places is null or list_contains($places, f.place))
    and ($measure is null or f.measure = $measure)
    and ($period is null or f.period = $period)
    and (
        $breakdown is null or f.breakdown = $breakdown
        or starts_with(f.breakdown, $breakdown || '/') or starts_with(f.breakdown, $breakdown || ':')
    )
    and (
        not $begun
        or (f.place, f.measure, f.breakdown, f.period) > ($after_place, $after_measure, $after_breakdown, $after_period)
    )
order by f.place, f.measure, f.breakdown, f.period
limit $rows
