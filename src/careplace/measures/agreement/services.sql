-- Key questions of a hospital beside those of its services. In: rating_set, services_framework (framework). Out:
-- service_count: one row a location and key question, with how many services have each level.
create or replace temp table service_count as
with long as (
    unpivot (
        select snapshot, location_id, service_group, location_name, category, council_name, published_on, sector_framework,
            safe as "Safe", effective as "Effective", caring as "Caring", responsive as "Responsive", well_led as "Well-led"
        from rating_set
    )
    on "Safe", "Effective", "Caring", "Responsive", "Well-led" into name domain value level
)
select
    l.snapshot, l.location_id, l.domain as service_group, l.location_name, l.category, l.council_name,
    l.sector_framework as framework,
    count(*) filter (where s.level = 0) as outstanding, count(*) filter (where s.level = 1) as good,
    count(*) filter (where s.level = 2) as requires_improvement, count(*) filter (where s.level = 3) as inadequate,
    count(*) as rated, l.level as overall, l.published_on, max(s.published_on) as newest_on, min(s.published_on) as oldest_on
from long as l
inner join long as s
    on s.snapshot = l.snapshot and s.location_id = l.location_id and s.domain = l.domain and s.service_group <> 'Overall'
where l.service_group = 'Overall' and l.level >= 0 and s.level >= 0
    and l.sector_framework in (select framework from services_framework)
group by all
having count(*) > 1
order by l.snapshot, l.location_id, l.domain;
