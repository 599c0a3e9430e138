-- What each publication holds in one table: its rows, what they are about, and when.
-- In: contents (the table), input (sha256, publication); {entity} and {period} are columns of the table, or null.
select
    i.publication,
    count(*) as "rows",
    list(distinct cast({entity} as varchar)) filter (where {entity} is not null) as entities,
    list(distinct cast({period} as varchar)) filter (where {period} is not null) as periods
from contents as c
join input as i on c.source = i.sha256
group by i.publication
order by i.publication
