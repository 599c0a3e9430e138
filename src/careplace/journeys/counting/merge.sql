-- The cells of all buckets so far.
select place_kind, place, period_kind, period, age_band, category,
    cast(sum(events) as bigint) as events, cast(sum(people) as bigint) as people,
    cast(sum(counted) as bigint) as counted, cast(sum(people_counted) as bigint) as people_counted,
    cast(sum(people_not_counted) as bigint) as people_not_counted, cast(sum(days) as bigint) as days
from partial
group by place_kind, place, period_kind, period, age_band, category
order by place_kind, place, period_kind, period, age_band, category
