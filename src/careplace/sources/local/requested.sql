-- Each place of the file with each end of a period. In: stated.
select distinct place_said as place, period_end
from stated
where place_said is not null and period_end is not null
order by place, period_end
