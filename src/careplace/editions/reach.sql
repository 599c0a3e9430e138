-- Each snapshot of a register: its locations, its councils, and how many councils stood then.
-- In: checked (snapshot, council, location_id), area.
with counted as (
    select
        snapshot, count(*) as "rows", count(distinct location_id) as locations, count(distinct council) as councils
    from checked
    group by snapshot
)
select
    c.snapshot, c."rows", c.locations, c.councils,
    (
        select count(*) from area as a
        where a.kind = 'council'
            and (a.from_date is null or a.from_date <= c.snapshot)
            and (a.to_date is null or a.to_date > c.snapshot)
    ) as standing
from counted as c
order by c.snapshot
