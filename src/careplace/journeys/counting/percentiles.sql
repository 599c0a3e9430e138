-- The median and the 90th percentile by nearest rank: the fewest days that at least that share lasted at most.
select place_kind, place, period_kind, period, age_band, category, max(so_far) as timed,
    min(case when 2 * so_far >= total then days end) as median_days,
    min(case when 10 * so_far >= 9 * total then days end) as days_90
from (
    select place_kind, place, period_kind, period, age_band, category, days,
        cast(sum(events) over (
            partition by place_kind, place, period_kind, period, age_band, category order by days
            rows between unbounded preceding and current row
        ) as bigint) as so_far,
        cast(sum(events) over (partition by place_kind, place, period_kind, period, age_band, category) as bigint) as total
    from histogram
) as h
group by place_kind, place, period_kind, period, age_band, category
order by place_kind, place, period_kind, period, age_band, category
