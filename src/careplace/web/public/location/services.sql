-- The ratings of a location's services (or groups of people) in the newest publication that has any; of two from one
-- day, the worse. Parameters: id, worst_first (words of ratings).
with published as materialized (
    select * from cqc_rating where location_id = $id and service_group <> 'Overall'
),
newest as (
    select *, row(coalesce(published_on, snapshot), -coalesce(list_position($worst_first, rating), 99)) as newness
    from published where snapshot = (select max(snapshot) from published)
)
select
    service_group as service, max(snapshot) as snapshot,
    max_by(rating, newness) filter (where domain = 'Overall') as overall,
    max_by(rating, newness) filter (where domain = 'Safe') as safe,
    max_by(rating, newness) filter (where domain = 'Effective') as effective,
    max_by(rating, newness) filter (where domain = 'Caring') as caring,
    max_by(rating, newness) filter (where domain = 'Responsive') as responsive,
    max_by(rating, newness) filter (where domain = 'Well-led') as well_led,
    max(published_on) as published_on
from newest
group by service_group
order by service_group
