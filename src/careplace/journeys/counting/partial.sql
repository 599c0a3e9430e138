-- The cells of some buckets. A person is in one bucket, so that all of these, people included, add up over buckets.
select place_kind, place, period_kind, period, age_band, category,
    cast(sum(events) as bigint) as events, count(*) as people,
    cast(sum(counted) as bigint) as counted,
    cast(sum(case when counted > 0 then 1 else 0 end) as bigint) as people_counted,
    cast(sum(case when events > counted then 1 else 0 end) as bigint) as people_not_counted,
    cast(sum(days) as bigint) as days
from person_cell
group by place_kind, place, period_kind, period, age_band, category
