-- A page of figures, by place, measure, breakdown and period.
-- In: figure; figure_period (measure, period, first_day, last_day). Parameters: low and high bound the places, since row
-- groups are told apart by them; the other words are null where nothing is asked; the last four are where to begin.
select f.*
from figure as f
inner join figure_period as p on p.measure = f.measure and p.period = f.period
where f.place between $low and $high
    and ($places is null or list_contains($places, f.place))
    and f.measure = coalesce($measure, f.measure)
    and f.period = coalesce($period, f.period)
    and (
        $breakdown is null or f.breakdown = $breakdown
        or starts_with(f.breakdown, $breakdown || '/') or starts_with(f.breakdown, $breakdown || ':')
    )
    and p.first_day >= coalesce($from, p.first_day)
    and p.last_day <= coalesce($to, p.last_day)
    and (f.place, f.measure, f.breakdown, f.period) > ($after_place, $after_measure, $after_breakdown, $after_period)
order by f.place, f.measure, f.breakdown, f.period
limit $rows
