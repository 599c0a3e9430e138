-- How many published ratings are what the rules give. In: agreement. Out: agreement_named, agreement_summary.
create or replace temp table agreement_named as
select
    a.series, a.snapshot, a.location_id, a.location_name, a.council_name, a.category, a.service_group, a.framework,
    a.safe, a.effective, a.caring, a.responsive, a.well_led, a.rated,
    a.n_outstanding, a.n_good, a.n_requires_improvement, a.n_inadequate,
    a.overall, a.expected, a.rule, case when a.whole is distinct from false then a.agrees end as agrees, a.published_on, a.newest_on, a.oldest_on,
    case
        when a.series = 'key question of a hospital' then 'from its services'
        when a.whole = false then 'not whole'
        when a.rated = 5 then 'all five'
        else 'fewer than five'
    end as complete,
    case when a.all_inherited then 'inherited' when a.some_inherited then 'partly inherited' else 'own' end as inherited,
    a.oldest_on < a.newest_on as days_differ
from agreement as a
where a.overall >= 0 and a.rated > 0
order by a.series, a.snapshot, a.location_name, a.location_id, a.service_group, a.published_on;

create or replace temp table agreement_summary as
select
    series, snapshot, complete, inherited,
    count(*) as published,
    count(*) filter (where agrees) as agree,
    count(*) filter (where not agrees) as disagree,
    count(*) filter (where agrees is null) as not_reached,
    count(*) filter (where days_differ) as days_differ
from agreement_named
group by series, snapshot, complete, inherited;
