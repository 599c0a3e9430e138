-- Every rule that a row breaks: sheet, source_row, among_measures (whether of that sheet), field, actual, expected.
-- In: what prepared.sql made, places, units.
with related as (
    select
        *,
        case when numerator % 5 = 0 and denominator % 5 = 0 then 2.5 else 0 end as rounded,
        0.5 / pow(10, length(split_part(cast(value_said as varchar), '.', 2)) * (cast(value_said as varchar) like '%.%' and value_said <> round(value_said))::int)
            * case when value_said = 0 then 0.01 else value / value_said end + 1e-9 as half
    from stated
    where unit = 'share' and value_said is not null and numerator between 0 and denominator and denominator > 0
),
row_wrong as (
    select sheet, source_row, false as among_measures, 'place' as field, 'no value' as actual, 'the name or code of a place' as expected
    from stated
    where place_said is null
    union all
    select stated.sheet, stated.source_row, false, 'place', '''' || stated.place_said || '''',
        'a council, region, combined authority, integrated care board or England, as it stood on '
            || stated.period_end || ': ' || places.wrong
    from stated
    join places on places.place = stated.place_said and places.period_end = stated.period_end
    where places.wrong is not null
    union all
    select sheet, source_row, false, 'period_type', '''' || declared_type || '''', 'financial year, year, month or day, or blank'
    from stated
    where declared_type not in ('financial year', 'year', 'month', 'day')
    union all
    select sheet, source_row, false, 'period', coalesce('''' || period_said || '''', 'no value'),
        coalesce('a ' || declared_type || ', written ', '')
            || case declared_type
                when 'financial year' then '2024-25 or 2024/25' when 'year' then '2024' when 'month' then '2024-03 or Mar 2024'
                when 'day' then '2024-03-31'
                else 'a financial year (2024-25), a year (2024), a month (2024-03, Mar 2024) or a day (2024-03-31)' end
    from stated
    where readings = 0 and coalesce(declared_type, '') in ('', 'financial year', 'year', 'month', 'day')
    union all
    select sheet, source_row, false, 'period', '''' || period_said || ''', which may be a financial year or a month',
        'the column Period type to say which'
    from stated
    where readings > 1
    union all
    select sheet, source_row, false, 'breakdown', '''' || breakdown_said || '''',
        'all, or a kind and a part with a colon between them, e.g. age: 65 and over'
    from stated
    where breakdown is null
    union all
    select sheet, source_row, false, 'status', '''' || status_said || '''',
        'final, provisional, suppressed, not comparable or missing; blank is provisional'
    from stated
    where status not in ('final', 'provisional', 'suppressed', 'not comparable', 'missing')
    union all
    select sheet, source_row, false, field, 'a percent sign in a measure in ' || unit, 'a number in ' || unit || ', without %'
    from (
        select sheet, source_row, unit, unnest(list_value('value', 'lower95', 'upper95')) as field,
            unnest(list_value(value_signed, lower95_signed, upper95_signed)) as signed
        from stated
    ) as numbers
    where signed and unit <> 'share'
    union all
    select sheet, source_row, false, 'value', 'no value',
        'a value; for a percentage, a numerator and a denominator do; else the status suppressed or missing'
    from stated
    where value is null and status in ('final', 'provisional')
    union all
    select sheet, source_row, false, 'value', 'a value of the status ' || status,
        'no value and no numerator where a figure is ' || status
    from stated
    where (value_said is not null or numerator is not null) and status in ('suppressed', 'missing')
    union all
    select sheet, source_row, false, 'value', round(100 * value, 10) || '%', 'a percentage from 0 to 100'
    from stated
    where unit = 'share' and (value < 0 or value > 1) and value_said is not null
    union all
    select sheet, source_row, false, 'numerator', numerator || ' over ' || denominator,
        'a numerator of a percentage that is no more than its denominator'
    from stated
    where unit = 'share' and numerator > denominator
    union all
    -- Half of the value's last decimal, and 2.5 of each part where both are rounded to 5, is what rounding explains.
    select sheet, source_row, false, 'value', round(100 * value, 10) || '%, beside ' || numerator || ' of ' || denominator,
        'the percentage that the parts give, ' || round(100 * numerator / denominator, 4) || '%'
    from related
    where value < greatest(numerator - rounded, 0) / (denominator + rounded) - half
        or (denominator > rounded and value > (numerator + rounded) / (denominator - rounded) + half)
    union all
    select sheet, source_row, false, 'numerator', cast(numerator as varchar), 'a numerator of 0 or more'
    from stated
    where numerator < 0
    union all
    select sheet, source_row, false, 'denominator', cast(denominator as varchar), 'a denominator above 0'
    from stated
    where denominator < 0 or (denominator = 0 and (value is not null or numerator > 0))
    union all
    select sheet, source_row, false, 'lower95', 'one limit without the other', 'both 95% limits, or neither'
    from stated
    where (lower95 is null) <> (upper95 is null)
    union all
    select sheet, source_row, false, 'value', 'a value that is not between its limits', 'lower limit, value, upper limit in order'
    from stated
    where value < lower95 or value > upper95
),
measure_wrong as (
    select sheet, source_row, among_measures, 'measure' as field, coalesce('''' || measure || '''', 'no value') as actual,
        'an id of your own such as local-falls: local- and small letters, digits and single hyphens. '
            || 'Official measures are read from the files of their publishers only' as expected
    from definitions
    where measure is null or not regexp_matches(measure, '^local(-[a-z0-9]+)+$')
    union all
    select sheet, source_row, among_measures, 'polarity', '''' || polarity || '''', 'high, low or none: which direction is good'
    from definitions
    where lower(trim(polarity)) not in ('high', 'high is good', 'low', 'low is good', 'none', 'no judgement')
    union all
    select definitions.sheet, definitions.source_row, definitions.among_measures, 'unit', '''' || definitions.unit || '''',
        '%, ' || (select string_agg(unit, ', ') from units where divisor = 1) || ', or a rate such as per 100,000 people'
    from definitions
    left join units on units.said = lower(trim(definitions.unit))
    where definitions.unit is not null and units.said is null
        and not regexp_matches(lower(trim(definitions.unit)), '^per [0-9]{1,3}(,[0-9]{3})*( [a-z0-9 -]+)?$')
),
-- One measure has one title, unit, polarity: the first row that says otherwise is told.
sayings as (
    select sheet, source_row, among_measures, measure, 'title' as field, title as wording from definitions
    union all
    select sheet, source_row, among_measures, measure, 'unit', unit from definitions
    union all
    select sheet, source_row, among_measures, measure, 'polarity', polarity from definitions
),
first_sayings as (
    select measure, field, arg_min(wording, source_row) as wording, min(source_row) as source_row,
        arg_min(sheet, source_row) as sheet, arg_min(among_measures, source_row) as among_measures,
        count(distinct lower(trim(wording))) as ways, max(wording) as last_said, min(wording) as one_said
    from sayings
    where measure is not null
    group by measure, field
),
disagreeing as (
    select sheet, source_row, among_measures, field,
        case when ways = 0 then 'nothing that says the ' || field || ' of ' || measure
            else '''' || one_said || ''' and ''' || last_said || ''' for ' || measure end as actual,
        'the ' || field || ' of each measure, said once and always the same, in this sheet or in a sheet Measures' as expected
    from first_sayings
    where ways <> 1
    union all
    select min(sheet), min(source_row), false, 'period_type', string_agg(distinct type, ' and ' order by type) || ' for ' || measure,
        'periods of one type in each measure'
    from dated
    where type is not null
    group by measure
    having count(distinct type) > 1
)
select * from row_wrong
union all
select * from measure_wrong
union all
select * from disagreeing
order by among_measures, source_row, field
