-- Figures whose period is between two days. In: figure, figure_period (measure, period, first_day, last_day). Parameters: the days,
-- null where there is none.
select f.*
from figure as f
inner join figure_period as p on p.measure = f.measure and p.period = f.period
where p.first_day >= coalesce($from, p.first_day) and p.last_day <= coalesce($to, p.last_day)
