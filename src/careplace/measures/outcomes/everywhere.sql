-- The figures of every place for cells of a measure, period and breakdown. In: cell_figure, cell.
select f.*
from cell_figure as f
inner join cell as c on c.measure = f.measure and c.period = f.period and c.breakdown = f.breakdown
order by f.measure, f.breakdown, f.period, f.place
