-- How many lasted each number of whole days, in each cell of all buckets so far.
select place_kind, place, period_kind, period, age_band, category, days, cast(sum(events) as bigint) as events
from partial
group by place_kind, place, period_kind, period, age_band, category, days
order by place_kind, place, period_kind, period, age_band, category, days
