-- The table ascof_outcome. In: number_cell and area_row (typed.sql), place (area_code, area_name, start, council, own),
-- measure (sheet, code, former_code, framework, age, unit), definition (measure, since), year (start, period, period_end).
with outcome as (
    select
        sheet,
        source_row,
        measure,
        start,
        breakdown,
        bracketed,
        max(number) filter (where quantity = 'outcome') as outcome,
        max(status) filter (where quantity = 'outcome') as status,
        max(meaning) filter (where quantity = 'outcome') as status_meaning,
        max(letter) filter (where quantity = 'outcome') as outcome_column,
        max(number) filter (where quantity = 'numerator') as numerator,
        max(coalesce(status, 'published')) filter (where quantity = 'numerator') as numerator_status,
        max(letter) filter (where quantity = 'numerator') as numerator_column,
        max(number) filter (where quantity = 'denominator') as denominator,
        max(coalesce(status, 'published')) filter (where quantity = 'denominator') as denominator_status,
        max(letter) filter (where quantity = 'denominator') as denominator_column,
        max(kind) filter (where quantity = 'denominator') as denominator_kind,
        max(number) filter (where quantity = 'margin') as margin,
        max(coalesce(status, 'published')) filter (where quantity = 'margin') as margin_status,
        max(letter) filter (where quantity = 'margin') as margin_column
    from number_cell
    group by sheet, source_row, measure, start, breakdown, bracketed
),

defined as (
    select
        outcome.sheet, outcome.source_row, outcome.start, outcome.breakdown, outcome.bracketed,
        max(definition.since) as since
    from outcome
    -- Numbers in brackets are of the definition before.
    left join definition
        on outcome.measure = definition.measure
        and (definition.since < outcome.start or (definition.since = outcome.start and not outcome.bracketed))
    group by outcome.sheet, outcome.source_row, outcome.start, outcome.breakdown, outcome.bracketed
)

select
    outcome.measure,
    measure.framework,
    cast(defined.since as varchar) || '-' || lpad(cast((defined.since + 1) % 100 as varchar), 2, '0') as definition_version,
    measure.former_code,
    cast(null as varchar) as later_code,
    year.period,
    year.period_end,
    coalesce(
        area_row.area_code,
        case when area_row.authority_code <> '[z]' then area_row.authority_code end,
        area_row.area_name
    ) as area,
    area_row.area_code,
    area_row.area_name,
    area_row.authority_code,
    area_row.area_kind,
    -- Where a council has rows under two codes, the one under its own code of the year is the council's.
    case
        when place.own
            or count(*) filter (where place.own) over (
                partition by outcome.sheet, outcome.start, outcome.breakdown, outcome.bracketed, place.council
            ) = 0
            then place.council
    end as council,
    case
        when outcome.bracketed then 'eligible population'
        when outcome.breakdown in ('', lower(outcome.measure)) then 'all'
        else 'rating'
    end as breakdown_kind,
    case
        when outcome.bracketed then 'as before ' || year.period
        when outcome.breakdown in ('', lower(outcome.measure)) then 'all'
        else outcome.breakdown
    end as breakdown,
    measure.age,
    measure.unit,
    outcome.outcome,
    coalesce(outcome.status, 'published') as status,
    outcome.status_meaning,
    outcome.outcome_column,
    outcome.numerator,
    outcome.numerator_status,
    outcome.numerator_column,
    outcome.denominator,
    outcome.denominator_status,
    outcome.denominator_column,
    outcome.denominator_kind,
    outcome.margin,
    outcome.margin_status,
    outcome.margin_column,
    reading.source,
    outcome.sheet,
    outcome.source_row
from outcome
inner join defined
    on outcome.sheet = defined.sheet
    and outcome.source_row = defined.source_row
    and outcome.start = defined.start
    and outcome.breakdown = defined.breakdown
    and outcome.bracketed = defined.bracketed
inner join area_row on outcome.sheet = area_row.sheet and outcome.source_row = area_row.source_row
inner join measure on outcome.sheet = measure.sheet
inner join year on outcome.start = year.start
left join place
    on area_row.area_code = place.area_code
    and area_row.area_name = place.area_name
    and outcome.start = place.start
cross join reading
order by outcome.sheet, outcome.source_row, outcome.start, outcome.breakdown, outcome.bracketed
