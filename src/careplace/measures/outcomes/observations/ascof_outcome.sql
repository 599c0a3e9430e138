-- The Adult Social Care Outcomes Framework as published. Percentages become shares; parts stay as they are.
-- "Not applicable" is no observation: the carers' survey is held every other year, and councils came and went. Of
-- safeguarding enquiries (4B) it marks a council with more in the numerator than in the denominator (note 16).
-- Scores of carers for the people asked before 2016-17 ("eligible population") are another base, and are left aside.
insert into observation by name
select
    'ascof_outcome' as source_table,
    -- Codes of before 2023-24 are those of other measures since (2A): each counts to the series that goes on from it.
    case framework when '2014-15' then later_code else measure end as series,
    definition_version as version,
    coalesce(council, area_code) as place,
    area_kind as place_kind,
    period,
    'financial year' as period_type,
    cast(period_end - interval 1 year + interval 1 day as date) as period_start,
    period_end,
    case when breakdown_kind = 'all' then 'all' else breakdown_kind || ':' || replace(breakdown, ' ', '-') end as breakdown,
    case unit when 'percent' then outcome / 100 else outcome end as value,
    numerator,
    denominator,
    case unit when 'percent' then margin / 100 else margin end as margin,
    case
        when outcome is not null and definition_version = '2024-25' then 'provisional'
        when outcome is not null then 'final'
        when status in ('suppressed', 'low') then 'suppressed'
        else 'missing'
    end as status,
    case
        -- The measures that were redefined in 2024-25 are those counted from client-level data.
        when outcome is not null and definition_version = '2024-25'
            then 'official statistics in development: counted from client-level data, whose quality is still growing'
        when outcome is not null then ''
        when status = 'suppressed' then 'suppressed by the publisher, since a number in it is under 5'
        when status = 'low' then 'the publisher says only that it is low'
        when status = 'not applicable'
            then 'withheld by the publisher, since more people are counted in the numerator than in the denominator'
        when framework = '2014-15' and status = 'not available' and measure in ('1A', '1B', '1I1', '1J', '3A', '3D1', '4A')
            and period = '2020-21'
            then 'the survey of 2020-21 was voluntary, because of COVID-19, and there is no result for this place'
        when period = '2020-21' and denominator_kind = 'respondents'
            then 'the survey of 2020-21 was voluntary, because of COVID-19, and there is no result for this place'
        else 'not available, as published'
    end as reason,
    substr(source, 1, 12) as source,
    source_row
from ascof_outcome
where breakdown_kind in ('all', 'rating', 'sex', 'age')
    and (framework <> '2014-15' or later_code is not null)
    and (area_kind in ('region', 'nation') or (area_kind = 'council' and council is not null))
    and (status <> 'not applicable' or measure = '4B')
