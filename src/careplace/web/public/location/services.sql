-- The ratings of a location's services (or groups of people) in the newest publication that has any. Parameter: id.
with told as materialized (
    select * from cqc_rating where location_id = $id and service_group <> 'Overall'
),
newest as (
    select * from told where snapshot = (select max(snapshot) from told)
)
select
    service_group as service, max(snapshot) as snapshot,
    max_by(rating, coalesce(published_on, snapshot)) filter (where domain = 'Overall') as overall,
    max_by(rating, coalesce(published_on, snapshot)) filter (where domain = 'Safe') as safe,
    max_by(rating, coalesce(published_on, snapshot)) filter (where domain = 'Effective') as effective,
    max_by(rating, coalesce(published_on, snapshot)) filter (where domain = 'Caring') as caring,
    max_by(rating, coalesce(published_on, snapshot)) filter (where domain = 'Responsive') as responsive,
    max_by(rating, coalesce(published_on, snapshot)) filter (where domain = 'Well-led') as well_led,
    max(published_on) as published_on
from newest
group by service_group
order by service_group
