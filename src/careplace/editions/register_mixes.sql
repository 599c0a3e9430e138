-- Counts of providers whose parts do not add up, by register. The levels are the rated; rated and unrated are the locations.
-- In: figure (the figures of providers). Out: register, check, compared, misfits, example (a place and a breakdown).
with counted as (
    select
        period, place, measure, value,
        case when measure = 'rating-count' then regexp_replace(breakdown, '/[^/]*$', '') else breakdown end as breakdown
    from figure
    where measure in ('rated', 'unrated', 'locations')
        or (measure = 'rating-count' and not ends_with(breakdown, '/good-or-outstanding'))
),
levels as (
    select
        'levels of ratings and the rated' as "check", period, place, breakdown,
        sum(value) filter (measure = 'rating-count') as parts, sum(value) filter (measure = 'rated') as whole
    from counted
    where measure in ('rating-count', 'rated')
    group by period, place, breakdown
),
kinds as (
    select
        'rated and unrated, and the locations' as "check", period, place, replace(breakdown, '/overall/locations', '') as breakdown,
        sum(value) filter (measure <> 'locations') as parts, sum(value) filter (measure = 'locations') as whole
    from counted
    where measure = 'locations' or (measure in ('rated', 'unrated') and ends_with(breakdown, '/overall/locations'))
    group by period, place, replace(breakdown, '/overall/locations', '')
)
select
    period as register, "check", count(*) as compared, count(*) filter (parts is distinct from whole) as misfits,
    coalesce(min(place || ' ' || breakdown) filter (parts is distinct from whole), '') as example
from (select * from levels union all select * from kinds)
group by period, "check"
order by period, "check"
