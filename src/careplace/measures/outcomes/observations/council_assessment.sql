-- CQC's assessments of councils, by the month of the assessment: the rating as a level from 1 (Inadequate) to 4 (Outstanding),
-- the score of each quality statement, and what the nine scores are of the 36 that they could be.
insert into observation by name
with assessment as (
    select
        council, overall, substr(source, 1, 12) as file, source_row, assessed_month, last_day(assessed_month) as month_end,
        [qs1, qs2, qs3, qs4, qs5, qs6, qs7, qs8, qs9] as scores
    from council_assessment
    where assessed_month is not null
),
point as (
    select
        *, 'overall' as series, cast(null as bigint) as total, cast(null as bigint) as most,
        case overall when 'Outstanding' then 4 when 'Good' then 3 when 'Requires improvement' then 2 when 'Inadequate' then 1 end
            as value
    from assessment
    union all by name
    select assessment.*, 'qs' || statement as series, scores[statement] as value
    from assessment
    cross join (select unnest(range(1, 10)) as statement) as numbered
    union all by name
    select
        *, 'score' as series, list_sum(scores) as total, 36 as most,
        case when list_count(scores) = 9 then list_sum(scores) / 36 end as value
    from assessment
)
select
    'council_assessment' as source_table, series, council as place, 'council' as place_kind,
    strftime(assessed_month, '%Y-%m') as period, 'month' as period_type, assessed_month as period_start, month_end as period_end,
    value, case when value is not null then total end as numerator, case when value is not null then most end as denominator,
    case when value is null then 'missing' else 'final' end as status,
    case
        when value is not null then ''
        when series = 'overall' then lower(overall) || ', as published'
        else 'not scored'
    end as reason,
    file as source, source_row
from point
