-- What the rows of a local file say, before any rule. In: cells, sheet_measures, units, reading.
-- Every saying of what a measure is: in rows of the values, or in a sheet of its own.
create table definitions as
select sheet, source_row, false as among_measures, measure, title, unit, polarity,
    null::varchar as question, null::varchar as numerator, null::varchar as denominator,
    null::varchar as method, null::varchar as caveats
from cells
union all
select sheet, source_row, true, measure, title, unit, polarity, question, numerator, denominator, method, caveats
from sheet_measures;

-- What a text may be as a period. A spreadsheet turns 2024-03 into the day 2024-03-01: so where months are asked for, a
-- first day of a month is that month. 2011-12 may be a year or a month: only the column Period type tells. Years of two
-- numbers ("2014/15", "2014 to 2015", "FY2014-15") become 2014-15, months in words ("Aug 2024", "Aug-24") 2024-08.
create table period_meaning as
with plain as (
    select distinct period, regexp_replace(trim(period), '([T ]00:00:00.*|[.]0)$', '') as text from cells
),
spelt as (
    select
        period,
        regexp_replace(text, 'sept\b', 'sep', 'i') as text,
        regexp_extract(
            text, '^(?:FY ?)?([0-9]{4})( ?[-/–] ?| to )([0-9]{2}|[0-9]{4})$', ['first', 'between', 'second'], 'i'
        ) as years
    from plain
),
normalised as (
    select
        period,
        coalesce(
            strftime(try_strptime(text, ['%b-%y', '%b %Y', '%B %Y', '%b-%Y', '%B-%Y']), '%Y-%m'),
            strftime(try_strptime(text, ['%d %B %Y', '%d %b %Y']), '%Y-%m-%d'),
            text
        ) as text,
        -- 2011-12 alone may be a month too.
        years.first <> '' and not regexp_matches(text, '^[0-9]{4}-[0-9]{2}$') as two_years,
        try_cast(years.first as integer) as first_year,
        try_cast(years.second as integer) as second_year
    from spelt
),
formed as (
    select period, 'financial year' as type, first_year as year, 4 as month, 1 as day
    from normalised
    where second_year = first_year + 1 or (second_year < 100 and second_year = (first_year + 1) % 100)
    union all
    select period, 'year', cast(text as integer), 1, 1 from normalised where regexp_matches(text, '^(19|20)[0-9]{2}$')
    union all
    select period, 'month', cast(substr(text, 1, 4) as integer), cast(substr(text, 6, 2) as integer), 1
    from normalised
    where regexp_matches(text, '^(19|20)[0-9]{2}-(0[1-9]|1[0-2])(-01)?$') and not two_years
    union all
    select period, 'day', cast(substr(text, 1, 4) as integer), cast(substr(text, 6, 2) as integer),
        cast(substr(text, 9, 2) as integer)
    from normalised
    where regexp_matches(text, '^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-[0-9]{2}$') and try_cast(text as date) is not null
),
begun as (
    select period, type, year, make_date(year, month, day) as period_start from formed
)
select
    period as text,
    type as period_type,
    period_start,
    case type
        when 'financial year' then make_date(year + 1, 3, 31)
        when 'year' then make_date(year, 12, 31)
        when 'month' then last_day(period_start)
        else period_start
    end as period_end,
    case type
        when 'financial year' then year || '-' || lpad(cast((year + 1) % 100 as varchar), 2, '0')
        when 'year' then cast(year as varchar)
        when 'month' then strftime(period_start, '%Y-%m')
        else strftime(period_start, '%Y-%m-%d')
    end as period
from begun;

-- The period of each row: of the type that the row asks for; without one, of the only type that the text can be. The
-- first day of a month is that day unless a month is asked for.
create table dated as
select
    cells.*,
    lower(trim(cells.period_type)) as declared_type,
    meaning.period as label,
    meaning.period_type as type,
    meaning.period_start,
    meaning.period_end,
    count(meaning.period_type) over (partition by cells.source_row) as readings
from cells
left join period_meaning as meaning
    on meaning.text = cells.period
    and case
        -- A spreadsheet's day is a month only where months are asked for.
        when cells.period_type is null
            then not (meaning.period_type = 'month' and regexp_matches(trim(cells.period), '^[0-9]{4}-[0-9]{2}-'))
        else meaning.period_type = lower(trim(cells.period_type))
    end
qualify row_number() over (partition by cells.source_row order by meaning.period_type) = 1;

create table defined as
with said as (
    select measure, min(sheet) as sheet, min(source_row) as source_row, max(title) as title,
        max(lower(trim(unit))) as unit_said, max(lower(trim(polarity))) as polarity_said,
        max(question) as question, max(numerator) as numerator, max(denominator) as denominator, max(method) as method,
        max(caveats) as caveats
    from definitions
    where measure is not null
    group by measure
)
select
    said.measure, said.title, said.question, said.numerator, said.denominator, said.method, said.caveats, said.sheet,
    said.source_row,
    coalesce(units.unit, unit_said) as unit,
    coalesce(units.divisor, 1) as divisor,
    case
        when polarity_said in ('high', 'high is good') then 'high'
        when polarity_said in ('low', 'low is good') then 'low'
        when polarity_said in ('none', 'no judgement') then 'none'
    end as polarity,
    (select min(type) from dated where dated.measure = said.measure) as period_type,
    reading.file, reading.source
from said
left join units on units.said = said.unit_said
cross join reading;

-- Each row in the measure's unit. "Age: 65 and over" is the part 65-and-over of the kind age.
create table stated as
select
    dated.sheet, dated.source_row, dated.measure, dated.place as place_said, dated.label as period,
    dated.type as period_type, dated.period_start, dated.period_end,
    case
        when dated.breakdown is null or lower(trim(dated.breakdown)) = 'all' then 'all'
        when regexp_matches(dated.breakdown, '^[^:]*[A-Za-z0-9][^:]*:[^:]*[A-Za-z0-9][^:]*$')
            then trim(regexp_replace(lower(split_part(dated.breakdown, ':', 1)), '[^a-z0-9]+', '-', 'g'), '-')
                || ':' || trim(regexp_replace(lower(split_part(dated.breakdown, ':', 2)), '[^a-z0-9]+', '-', 'g'), '-')
    end as breakdown,
    coalesce(
        dated.value / case when value_signed then 100 else defined.divisor end,
        case when defined.unit = 'share' and coalesce(lower(trim(dated.status)), dated.marker, 'provisional') in ('final', 'provisional')
            then dated.numerator / nullif(dated.denominator, 0) end
    ) as value,
    dated.numerator,
    dated.denominator,
    dated.lower95 / case when lower95_signed then 100 else defined.divisor end as lower95,
    dated.upper95 / case when upper95_signed then 100 else defined.divisor end as upper95,
    value_signed, lower95_signed, upper95_signed,
    coalesce(lower(trim(dated.status)), dated.marker, 'provisional') as status,
    coalesce(dated.note, 'the file has ' || dated.mark || ' in its place') as note,
    defined.unit,
    dated.readings, dated.declared_type, dated.period as period_said, dated.breakdown as breakdown_said,
    dated.status as status_said, dated.value as value_said
from dated
left join defined on defined.measure = dated.measure;
