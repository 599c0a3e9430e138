-- Every rating that any publication gives of some registrations, by the day it was published. Parameter: ids.
-- `services` are the overall ratings of service groups (or groups of people) of that day, in words. A rating that was carried over is left out where the registration that earned it is among them.
with requested as (
    select unnest($ids) as id
),
rating_row as (
    select
        location_id as rated_id, case when service_group = 'Overall' then domain end as domain, rating, published_on, inherited,
        'ratings' as known_from, case when service_group <> 'Overall' and rating <> 'Not applicable' then service_group || ': ' || rating end as service
    from cqc_rating
    where (service_group = 'Overall' or domain = 'Overall') and location_id in (select id from requested)
    union all
    select coalesce(rated_id, location_id), domain, rating, published_on, false, 'history', null
    from cqc_rating_history
    where location_id in (select id from requested) or rated_id in (select id from requested)
    union all
    select location_id, domain, rating, published_on, inherited, 'last ratings', null
    from cqc_last_rating where location_id in (select id from requested)
    union all
    select location_id, 'Overall', rating, published_on, false, 'inspections', null
    from homecare_inspection where location_id in (select id from requested)
),
days as (
    select
        rated_id, published_on, bool_and(inherited) as inherited,
        min(rating) filter (where domain = 'Overall') as overall,
        min(rating) filter (where domain = 'Safe') as safe,
        min(rating) filter (where domain = 'Effective') as effective,
        min(rating) filter (where domain = 'Caring') as caring,
        min(rating) filter (where domain = 'Responsive') as responsive,
        min(rating) filter (where domain = 'Well-led') as well_led,
        bool_or(known_from = 'inspections') as inspected,
        coalesce(string_agg(distinct service, '; ' order by service), '') as services
    from rating_row
    where published_on is not null
    group by rated_id, published_on
)
select d.*
from days as d
where not (d.inherited and exists (
    select 1 from days as o
    where o.published_on = d.published_on and o.rated_id <> d.rated_id and not o.inherited
))
order by d.published_on desc, d.rated_id
