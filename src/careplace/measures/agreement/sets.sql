-- Every published set of key questions with its overall. In: cqc_rating, cqc_last_rating, rating_level (rating, level),
-- category_framework (category, framework), framework_since (framework, since). Out: rating_set.
-- Of a domain that is published twice the own rating counts before the inherited one, then the newest.
create or replace temp table chosen as
select * exclude (preference)
from (
    select *, row_number() over (
        partition by snapshot, location_id, service_group, domain
        order by inherited, published_on desc, source_row
    ) as preference
    from (
        select snapshot, location_id, location_name, category, council_name, service_group, domain, rating,
            published_on, inherited, source_row, false as ended
        from cqc_rating
        union all
        select snapshot, location_id, location_name, category, council_name, 'Overall', domain, rating,
            published_on, inherited, source_row, true
        from cqc_last_rating
    )
)
where preference = 1;

create or replace temp table rating_set as
with wide as (
    select
        snapshot, location_id, service_group, any_value(location_name) as location_name, any_value(category) as category,
        any_value(council_name) as council_name, bool_or(ended) as ended,
        coalesce(max(level) filter (where domain = 'Safe'), -1) as safe,
        coalesce(max(level) filter (where domain = 'Effective'), -1) as effective,
        coalesce(max(level) filter (where domain = 'Caring'), -1) as caring,
        coalesce(max(level) filter (where domain = 'Responsive'), -1) as responsive,
        coalesce(max(level) filter (where domain = 'Well-led'), -1) as well_led,
        coalesce(max(level) filter (where domain = 'Overall'), -1) as overall,
        max(published_on) filter (where domain = 'Overall') as published_on,
        max(published_on) as newest_on,
        min(published_on) filter (where level >= 0) as oldest_on,
        bool_and(inherited) filter (where level >= 0) as all_inherited,
        bool_or(inherited) filter (where level >= 0) as some_inherited
    from chosen left join rating_level using (rating)
    group by snapshot, location_id, service_group
)
select
    w.*,
    (w.safe >= 0)::integer + (w.effective >= 0)::integer + (w.caring >= 0)::integer + (w.responsive >= 0)::integer
        + (w.well_led >= 0)::integer as rated,
    -- The newer framework is known by the day of publication: the files do not name the framework of a rating.
    coalesce(
        (select s.framework from framework_since as s where s.since <= w.published_on order by s.since desc limit 1),
        c.framework
    ) as framework,
    c.framework as sector_framework
from wide as w left join category_framework as c using (category)
order by snapshot, location_id, service_group;
