-- Rows whose published parts do not add up to their whole: temporary table `parts_misfit`. Numbers are rounded by the
-- publisher: each of n parts and the whole may be off by half of what it is rounded to.
-- In: observation, whole_rule (source_table, series, kind, parts, adds, makes, rounded, places).
create or replace temp table parts_misfit as
with part as (
    select
        whole_rule.*, observation.series as part_series, version, place, place_kind, period, period_type, source,
        replace(split_part(breakdown, ':', 2), '-', ' ') as part_name,
        case adds when 'numerator' then numerator else denominator end as amount
    from whole_rule
    join observation
        on observation.source_table = whole_rule.source_table and list_contains(whole_rule.series, observation.series)
        and list_contains(whole_rule.places, observation.place_kind)
        and split_part(breakdown, ':', 1) = whole_rule.kind and list_contains(whole_rule.parts, split_part(breakdown, ':', 2))
),

added as (
    select
        source_table, part_series as series, version, place, place_kind, period, period_type, source, kind, adds, makes, rounded,
        sum(amount) as parts_sum, count(*) as parts, string_agg(part_name, ', ' order by part_name) as part_names
    from part
    group by source_table, part_series, version, place, place_kind, period, period_type, source, kind, adds, makes, rounded
    having count(amount) = count(*) and count(*) > 1
),

compared as (
    select added.*, case makes when 'numerator' then whole.numerator else whole.denominator end as whole
    from added
    join observation as whole
        on whole.source_table = added.source_table and whole.series = added.series and whole.version = added.version
        and whole.place = added.place and whole.period = added.period and whole.period_type = added.period_type
        and whole.source = added.source and whole.breakdown = 'all'
)

select
    * exclude (part_names),
    'the published parts do not add up: ' || part_names || ' make ' || format('{:,.0f}', parts_sum) || ', the total is '
    || format('{:,.0f}', whole) as reason
from compared
where abs(parts_sum - whole) > rounded / 2 * (parts + 1) + 1e-9 * abs(whole);

-- Whole and parts are marked, since a reader cannot know which of them is wrong. A row keeps the first reason.
update observation
set status = 'not comparable', reason = misfit.reason
from (
    select source_table, series, version, place, period, period_type, source, kind, min(reason) as reason
    from parts_misfit
    group by source_table, series, version, place, period, period_type, source, kind
) as misfit
where observation.source_table = misfit.source_table and observation.series = misfit.series
    and observation.version = misfit.version and observation.place = misfit.place
    and observation.period = misfit.period and observation.period_type = misfit.period_type
    and observation.source = misfit.source and observation.value is not null
    and (observation.breakdown = 'all' or split_part(observation.breakdown, ':', 1) = misfit.kind);
