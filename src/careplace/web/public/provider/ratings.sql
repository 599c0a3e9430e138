-- CQC's ratings of the provider itself, in the newest publication that has any; of two from one day, the
-- worse. Parameters: id, worst_first (words of ratings).
with published as materialized (
    select * from cqc_provider_rating where provider_id = $id
),
newest as (
    select *, row(coalesce(published_on, snapshot), -coalesce(list_position($worst_first, rating), 99)) as newness
    from published where snapshot = (select max(snapshot) from published)
)
select
    service_group as service, max(snapshot) as snapshot, max(published_on) as published_on,
    max_by(rating, newness) filter (where domain = 'Overall') as overall,
    max_by(rating, newness) filter (where domain = 'Safe') as safe,
    max_by(rating, newness) filter (where domain = 'Effective') as effective,
    max_by(rating, newness) filter (where domain = 'Caring') as caring,
    max_by(rating, newness) filter (where domain = 'Responsive') as responsive,
    max_by(rating, newness) filter (where domain = 'Well-led') as well_led
from newest
group by service_group
order by case when service_group = 'Overall' then 0 else 1 end, service_group
