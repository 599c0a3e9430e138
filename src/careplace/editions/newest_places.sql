-- For each publication in a table: how many places its newest period names, the median over all periods, and the newest period.
-- In: held (the table), input (sha256, publication), wanted (code: places that count; none for all).
-- {place} and {period} are columns of the table, or a constant period.
with counted as (
    select i.publication, cast({period} as varchar) as period, count(distinct h.{place}) as places
    from held as h
    join input as i on h.source = i.sha256
    where h.{place} is not null
        and ((select count(*) from wanted) = 0 or h.{place} in (select code from wanted))
    group by i.publication, {period}
)
select
    publication,
    max_by(places, period) as newest,
    cast(median(places) as double) as median,
    max(period) as period
from counted
group by publication
order by publication
