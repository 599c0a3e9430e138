-- Every earlier report that gave an overall, with the key questions that stood on its day: those it rated, and the
-- newest before it of the same organisation. In: cqc_rating_history, chosen, rating_level, cqc_location,
-- cqc_deactivated. Out: history_set.
-- A report counts once, by the organisation that it rated: a successor holds it too.
-- CQC's list of earlier ratings leaves out the key questions that were never rated again: those are taken from the
-- current or last ratings by their day. (Park Hills, Oldham, August 2018: Effective was rated Good by the very report
-- whose list leaves it out.) Where an organisation's own current or last ratings are in no table, a report that rated
-- fewer than five is not whole.
create or replace temp table event as
select distinct snapshot, rated_id, domain, published_on, level, true as earlier
from cqc_rating_history left join rating_level using (rating)
union all
select snapshot, location_id, domain, published_on, level, false
from chosen left join rating_level using (rating)
where service_group = 'Overall' and not inherited;

create or replace temp table report as
select
    snapshot, rated_id, published_on,
    count(*) filter (where domain <> 'Overall' and level >= 0 and earlier) as newly_rated,
    max(level) filter (where domain = 'Overall' and earlier) as overall
from event
group by snapshot, rated_id, published_on
having max(level) filter (where domain = 'Overall' and earlier) is not null;

create or replace temp table standing_then as
select
    r.snapshot, r.rated_id, r.published_on, e.domain, e.level, e.published_on as since,
    row_number() over (
        partition by r.snapshot, r.rated_id, r.published_on, e.domain order by e.published_on desc, e.earlier desc
    ) as preference
from report as r
inner join event as e
    on e.snapshot = r.snapshot and e.rated_id = r.rated_id and e.published_on <= r.published_on
where e.domain <> 'Overall' and e.level >= 0;

create or replace temp table history_set as
with place as (
    select snapshot, location_id, max(location_name) as location_name, max(category) as category,
        max(council_name) as council_name
    from (
        select snapshot, location_id, location_name, category, council_name from cqc_location
        union all
        select snapshot, location_id, location_name, category, council_name from cqc_deactivated
    )
    group by snapshot, location_id
), holder as (
    -- The organisation that was rated may not be in the files; then the first location that holds its history stands in.
    select snapshot, rated_id, coalesce(max(location_id) filter (where location_id = rated_id), min(location_id)) as location_id
    from cqc_rating_history group by snapshot, rated_id
)
select
    r.snapshot, r.rated_id as location_id, 'Overall' as service_group, p.location_name, p.category, p.council_name,
    coalesce(max(s.level) filter (where s.domain = 'Safe'), -1) as safe,
    coalesce(max(s.level) filter (where s.domain = 'Effective'), -1) as effective,
    coalesce(max(s.level) filter (where s.domain = 'Caring'), -1) as caring,
    coalesce(max(s.level) filter (where s.domain = 'Responsive'), -1) as responsive,
    coalesce(max(s.level) filter (where s.domain = 'Well-led'), -1) as well_led,
    r.overall, r.published_on, r.published_on as newest_on, min(s.since) as oldest_on,
    false as all_inherited, false as some_inherited,
    count(s.domain) as rated,
    r.newly_rated = 5 or exists (
        select 1 from chosen as n
        where n.snapshot = r.snapshot and n.location_id = r.rated_id and n.service_group = 'Overall' and not n.inherited
    ) as whole,
    coalesce(
        (select f.framework from framework_since as f where f.since <= r.published_on order by f.since desc limit 1),
        c.framework
    ) as framework,
    c.framework as sector_framework
from report as r
inner join holder as h on h.snapshot = r.snapshot and h.rated_id = r.rated_id
left join standing_then as s
    on s.snapshot = r.snapshot and s.rated_id = r.rated_id and s.published_on = r.published_on and s.preference = 1
left join place as p on p.snapshot = h.snapshot and p.location_id = h.location_id
left join category_framework as c on c.category = p.category
group by all
order by r.snapshot, r.rated_id, r.published_on;
