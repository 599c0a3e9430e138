-- What is as published and cannot be quite right, each as a sentence. In: ascof_outcome.
with part as (
    select
        sheet, measure, period, breakdown, area_kind, council,
        'numerator' as part, numerator as number, numerator_status as status
    from ascof_outcome
    union all
    -- The ratings of 6B are all out of the same denominator.
    select
        sheet, measure, period, breakdown, area_kind, council,
        'denominator' as part, denominator as number, denominator_status as status
    from ascof_outcome
    where breakdown_kind <> 'rating'
),

total as (
    select
        sheet,
        measure,
        period,
        breakdown,
        part,
        max(number) filter (where area_kind = 'nation') as england,
        sum(number) filter (where council is not null) as councils,
        count(number) filter (where council is not null) as published,
        count(*) filter (where council is not null and status <> 'published') as without,
        count(*) filter (where council is not null and number % 5 <> 0) as unrounded
    from part
    group by sheet, measure, period, breakdown, part
),

-- England's numbers are rounded to 5, and of some measures the councils' too. The error of a sum of n numbers rounded
-- to 5 has the standard deviation 5 / sqrt(12) * sqrt(n); a difference beyond four of them is none of rounding.
-- Outcomes are worked out before their parts are rounded, to 5 in some tables, and printed with one decimal. Of 3,623 in
-- the workbook of 2024-25 none lies further from its parts than that explains (docs/ascof-backtest.md).
related as (
    select
        *,
        case unit when 'percent' then 100 else 100000 end as base,
        case
            when count(*) filter (where numerator % 5 <> 0 or denominator % 5 <> 0)
                over (partition by sheet, measure, period, area_kind) = 0 then 2.5
            else 0
        end as rounded
    from ascof_outcome
    where unit in ('percent', 'per 100,000') and numerator is not null and denominator > 0 and outcome is not null
),

beyond as (
    select *
    from total
    where abs(england - councils) > 2.5 + case when unrounded = 0 then 4 * 5 / sqrt(12) * sqrt(published) else 0 end
)

select
    sheet,
    source_row,
    sheet || ' row ' || cast(source_row as varchar) || ': ' || area_name || ', ' || period
    || ': a percentage over 100 (' || cast(outcome as varchar) || ')' as says
from ascof_outcome
where unit = 'percent' and outcome > 100
union all
select
    sheet,
    source_row,
    sheet || ' row ' || cast(source_row as varchar) || ': ' || area_name || ', ' || period
    || ': a numerator (' || format('{:.0f}', numerator)
    || ') over its denominator (' || format('{:.0f}', denominator) || ')' as says
from ascof_outcome
where unit = 'percent' and numerator > denominator
union all
select
    sheet,
    source_row,
    sheet || ' row ' || cast(source_row as varchar) || ': ' || area_name || ', ' || period
    || case when breakdown = 'all' then '' else ', ' || breakdown end || ': the outcome ' || cast(outcome as varchar)
    || ' is not what its parts give, ' || format('{:.0f}', numerator) || ' of '
    || format('{:.0f}', denominator) || ': '
    || cast(round(base * numerator / denominator, 1) as varchar) as says
from related
where outcome < base * greatest(numerator - rounded, 0) / (denominator + rounded) - 0.0501
    or (denominator > rounded and outcome > base * (numerator + rounded) / (denominator - rounded) + 0.0501)
union all
select
    sheet,
    0 as source_row,
    sheet || ': ' || measure || ', ' || period || case when breakdown = 'all' then '' else ', ' || breakdown end
    || ': England''s ' || part || ' is ' || format('{:.0f}', england)
    || ', the sum of its councils'' ' || format('{:.0f}', councils)
    || ' (councils that publish none: ' || cast(without as varchar) || ')' as says
from beyond
order by sheet, source_row, says
