-- What the measures of local files are, one row a measure: what each file says of it, and what its figures hold.
with contents as (
    select
        measure,
        list_sort(array_agg(distinct split_part(breakdown, ':', 1)) filter (where breakdown <> 'all')) as breakdowns,
        list_sort(array_agg(distinct place_kind)) as places,
        count(lower95) > 0 as limited,
        coalesce(bool_and(value = round(value)), false) as whole
    from local_value
    group by measure
)
select
    definition.measure, min(title) as title, max(title) as other_title, min(unit) as unit, max(unit) as other_unit,
    min(polarity) as polarity, max(polarity) as other_polarity, min(period_type) as period_type,
    max(period_type) as other_period_type, coalesce(max(question), '') as question,
    coalesce(max(numerator), '') as numerator, coalesce(max(denominator), '') as denominator,
    coalesce(max(method), '') as method, coalesce(max(caveats), '') as caveats,
    string_agg(distinct file, ' and ' order by file) as file, any_value(contents.breakdowns) as breakdowns,
    any_value(contents.places) as places, any_value(contents.limited) as limited,
    any_value(contents.whole) as whole
from local_measure as definition
join contents on contents.measure = definition.measure
group by definition.measure
order by definition.measure
