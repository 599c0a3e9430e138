-- Figures of two editions side by side, by identity. In: figure_a, figure_b (careplace.figures.SCHEMA).
-- Out: one row a figure that was added, removed or changed.
create or replace temp table figures_compared as
select
    coalesce(a.measure, b.measure) as measure,
    coalesce(a.place, b.place) as place,
    coalesce(a.period, b.period) as period,
    coalesce(a.breakdown, b.breakdown) as breakdown,
    case when a.measure is null then 'added' when b.measure is null then 'removed' else 'changed' end as what,
    coalesce(a.unit, b.unit) as unit,
    a.value as before, b.value as after,
    a.status as status_before, b.status as status_after
from figure_a as a
full outer join figure_b as b
    on a.measure = b.measure and a.place = b.place and a.period = b.period and a.breakdown = b.breakdown
where a.measure is null or b.measure is null
    or a.value is distinct from b.value
    or a.numerator is distinct from b.numerator
    or a.denominator is distinct from b.denominator
    or a.lower95 is distinct from b.lower95
    or a.upper95 is distinct from b.upper95
    or a.lower998 is distinct from b.lower998
    or a.upper998 is distinct from b.upper998
    or a.unit is distinct from b.unit
    or a.status is distinct from b.status;
