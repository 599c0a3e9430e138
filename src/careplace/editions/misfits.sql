-- Published numbers whose parts do not add up to their whole. In: parts_misfit.
-- Out: a row for each series, period (of days, a year) and kind of part: how many places and rows, and one in words.
select
    source_table, series, case period_type when 'day' then left(period, 4) else period end as period, kind,
    count(*) as misfits, count(distinct place) as places, min(place || ', where ' || replace(reason, 'the published parts do not add up: ', '')) as example
from parts_misfit
group by all
order by all
