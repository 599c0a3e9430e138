-- One row: a service rated Good or Outstanding that was inspected again, with its council, in order of councils and days. Parameter: since.
-- usual is England's share below Good among all such services inspected again in that year.
with level as (
    select * from (values ('Outstanding', 0), ('Good', 1), ('Requires improvement', 2), ('Inadequate', 3)) as v (word, concern)
),

report as (
    select i.location_id, i.published_on, max(level.concern) as concern
    from homecare_inspection as i inner join level on level.word = i.rating
    group by i.location_id, i.published_on
),

sequence as (
    select location_id, published_on, concern, lag(concern) over (partition by location_id order by published_on) as concern_before
    from report
),

again as (
    select location_id, published_on, case when concern >= 2 then 1 else 0 end as fell
    from sequence where concern_before < 2 and published_on >= $since
),

england as (select year(published_on) as year, avg(fell) as usual from again group by year(published_on)),

place as (
    select location_id, max_by(council, snapshot) as council
    from register where council is not null and category = 'Community based adult social care services' group by location_id
)

select p.council, a.location_id, a.published_on, a.fell, e.usual
from again as a
inner join england as e on e.year = year(a.published_on)
inner join place as p on p.location_id = a.location_id
where e.usual > 0 and e.usual < 1
order by p.council, a.published_on, a.location_id
