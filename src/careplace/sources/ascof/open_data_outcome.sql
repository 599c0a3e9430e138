-- The table ascof_outcome from the open data. In: number_row, place, code, reading.
-- Of a survey the base is its respondents; its numerator and denominator are weighted, and no one is counted in them.
with outcome as (
    select
        authority_code, area_name, area_code, area_kind, measure, breakdown_kind, breakdown,
        max(number) filter (where quantity = 'outcome') as outcome,
        coalesce(max(status) filter (where quantity = 'outcome'), case when count(number) filter (where quantity = 'outcome') = 0 then 'not available' end, 'published') as status,
        max(number) filter (where quantity = 'numerator') as numerator,
        max(coalesce(status, 'published')) filter (where quantity = 'numerator') as numerator_status,
        max(number) filter (where quantity = 'denominator') as denominator,
        max(coalesce(status, 'published')) filter (where quantity = 'denominator') as denominator_status,
        max(number) filter (where quantity = 'base') as base,
        max(coalesce(status, 'published')) filter (where quantity = 'base') as base_status,
        max(number) filter (where quantity = 'margin of error') as margin,
        max(coalesce(status, 'published')) filter (where quantity = 'margin of error') as margin_status,
        count(*) filter (where quantity in ('base', 'margin of error')) > 0 as survey,
        coalesce(min(source_row) filter (where quantity = 'outcome'), min(source_row)) as source_row
    from number_row
    group by authority_code, area_name, area_code, area_kind, measure, breakdown_kind, breakdown
)
select
    outcome.measure,
    '2014-15' as framework,
    code.since as definition_version,
    cast(null as varchar) as former_code,
    code.later as later_code,
    reading.period,
    reading.period_end,
    coalesce(outcome.area_code, outcome.authority_code) as area,
    outcome.area_code,
    outcome.area_name,
    outcome.authority_code,
    outcome.area_kind,
    place.council,
    outcome.breakdown_kind,
    outcome.breakdown,
    code.age,
    code.unit,
    outcome.outcome,
    outcome.status,
    cast(null as varchar) as status_meaning,
    reading.column_name as outcome_column,
    case when not survey then numerator end as numerator,
    case when not survey then numerator_status end as numerator_status,
    case when not survey and numerator_status is not null then reading.column_name end as numerator_column,
    case when survey then base else denominator end as denominator,
    case when survey then base_status else denominator_status end as denominator_status,
    case when coalesce(case when survey then base_status else denominator_status end, '') <> '' then reading.column_name end as denominator_column,
    case when survey then 'respondents' when denominator_status is not null then 'denominator' end as denominator_kind,
    outcome.margin,
    outcome.margin_status,
    case when margin_status is not null then reading.column_name end as margin_column,
    reading.source,
    reading.sheet,
    outcome.source_row
from outcome
join code on code.measure = outcome.measure
left join place
    on outcome.area_code = place.area_code
    and outcome.area_name = place.area_name
    and place.start = (select start from reading)
cross join reading
order by outcome.source_row
