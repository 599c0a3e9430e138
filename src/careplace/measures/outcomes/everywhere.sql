-- The figures of every place for the measures, periods and breakdowns that are asked for.
select f.*
from outcome_figure as f
inner join outcome_wanted as w
    on w.measure = f.measure and w.period = f.period and w.breakdown = f.breakdown
order by f.measure, f.breakdown, f.period, f.place
