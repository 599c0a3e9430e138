-- What the measures of releases of journeys are, one row a measure and kind of period: the latest release says what it counts.
with contents as (
    select
        f.measure, f.period_kind,
        list_sort(array_agg(distinct case f.place_kind when 'board' then 'integrated care board' else f.place_kind end)) as places,
        bool_or(f.age_band <> 'all') as by_age,
        bool_or(f.category <> 'all') as by_category
    from journeys_figure as f
    where f.place_kind <> 'all' and f.place <> 'unknown'
    group by f.measure, f.period_kind
)
select
    m.measure, period_kind, max_by(title, released_on) as title, max_by(kind, released_on) as kind,
    max_by(events, released_on) as events, max_by(coalesce(counted, ''), released_on) as counted,
    max_by(coalesce(category, ''), released_on) as category, max_by(coalesce(national, ''), released_on) as national,
    max_by(coalesce(differences, ''), released_on) as differences, bool_or(history) as history,
    string_agg(distinct released_by, ' and ' order by released_by) as released_by, min(first_day) as first_day,
    max(last_day) as last_day, bool_or(fictional) as fictional, any_value(places) as places,
    any_value(by_age) as by_age, any_value(by_category) as by_category
from journeys_measure as m
join contents on contents.measure = m.measure
group by m.measure, period_kind
order by m.measure, period_kind
