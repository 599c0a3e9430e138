-- Periods without a row, between the first and the last of a table, said in words.
-- In: held (who, period), each once. $every is 'month' (periods are first days of months) or 'day'.
-- Series that lack the same periods are said together; what nobody has comes first.
with calendar as (
    select cast(c.period as date) as period
    from (select unnest(generate_series(min(period), max(period), interval 1 day)) as period from held) as c
    where $every = 'day' or day(c.period) = 1
),
series as (
    select distinct who from held
),
missing as (
    select s.who, c.period
    from series as s
    cross join calendar as c
    left join held as h on h.who = s.who and h.period = c.period
    where h.who is null
),
nobodys as (
    select period from missing group by period having count(*) = (select count(*) from series)
),
spans as (
    select cast(null as varchar) as who, count(*) as periods, min(period) as first_one, max(period) as last_one
    from nobodys
    having count(*) > 0
    union all
    select who, count(*), min(period), max(period)
    from missing
    where period not in (select period from nobodys)
    group by who
)
select
    coalesce(string_agg(who, ', ' order by who), 'The whole file') || ': no row for ' || periods || ' of '
    || (select count(*) from calendar) || ' ' || $every || 's, '
    || case when first_one = last_one then cast(first_one as varchar)
        else 'between ' || cast(first_one as varchar) || ' and ' || cast(last_one as varchar) end as message
from spans
group by periods, first_one, last_one
order by min(who) is not null, first_one, last_one, min(who)
