-- Every indicator of Fingertips' downloads. The series is the indicator's number, "93356", in the unit as published; and
-- "93356/percent" is the same for an indicator in percent, as a share. "all" is everybody: both sexes, no category, and all
-- ages or the one age that the indicator has; a part is told by one of sex, age and category, never by two at once.
-- Quarters and rolling years other than three are left aside: no period of ours is like them.
insert into observation by name
with placed as (
    select
        *,
        case when area_code like 'E12%' or area_code like 'E92%' or area_code like 'E54%' then area_code else council end as place,
        case
            when area_code like 'E12%' then 'region'
            when area_code like 'E92%' then 'nation'
            when area_code like 'E54%' then 'integrated care board'
            else 'council'
        end as place_kind,
        case
            when count(*) filter (where age = 'All ages') over (partition by indicator_id) > 0 then age = 'All ages'
            else min(age) over (partition by indicator_id) = max(age) over (partition by indicator_id)
        end as every_age,
        sex = 'Persons' or min(sex) over (partition by indicator_id) = max(sex) over (partition by indicator_id) as every_sex
    from fingertips_value
),
dated as (
    select
        *,
        case
            when regexp_matches(period, '^[0-9]{4}$') then 'year'
            when regexp_matches(period, '^[0-9]{4}/[0-9]{2}$') then 'financial year'
            when regexp_matches(period, '^[0-9]{4} - [0-9]{2}$')
                and (cast(substr(period, 1, 4) as integer) + 2) % 100 = cast(right(period, 2) as integer) then 'three years'
        end as period_type,
        cast(substr(period, 1, 4) as integer) as first_year
    from placed
    where place is not null and regexp_matches(period, '^[0-9]{4}( - [0-9]{2}|/[0-9]{2})?$')
),
parted as (
    select
        *,
        case
            when every_age and every_sex and category is null then 'all'
            when every_sex and category is null then 'age:' || age
            when every_age and category is null then 'sex:' || sex
            -- Deciles are put in their order, the most deprived first.
            when every_age and every_sex and category_type like 'County%deprivation decile%' then 'deprivation:'
                || case
                    when category ilike 'most%' then '01' when category ilike 'second most%' then '02'
                    when category ilike 'third more%' then '03' when category ilike 'fourth more%' then '04'
                    when category ilike 'fifth more%' then '05' when category ilike 'fifth less%' then '06'
                    when category ilike 'fourth less%' then '07' when category ilike 'third less%' then '08'
                    when category ilike 'second least%' then '09' else '10'
                end || ' ' || regexp_replace(category, '[(].*', '')
            when every_age and every_sex then replace(category_type, ':', ' ') || ':' || category
        end as part
    from dated
    where period_type is not null
),
-- A unitary council stands in the lists of counties and of districts alike, and in lists of several years.
once as (
    select *
    from parted
    where part is not null
    qualify row_number() over (
        partition by indicator_id, place, part, period, source order by area_type like 'Count%' desc, area_type desc, source_row
    ) = 1
),
reported as (
    select
        once.*,
        case
            when part = 'all' then 'all'
            else trim(regexp_replace(lower(split_part(part, ':', 1)), '[^a-z0-9]+', '-', 'g'), '-')
                || ':' || trim(regexp_replace(lower(split_part(part, ':', 2)), '[^a-z0-9]+', '-', 'g'), '-')
        end as breakdown,
        unit.suffix, unit.divisor
    from once
    cross join (values ('', 1.0), ('/percent', 100.0)) as unit (suffix, divisor)
)
select
    'fingertips_value' as source_table, indicator_id || suffix as series, place, place_kind,
    case period_type
        when 'financial year' then replace(period, '/', '-')
        when 'three years' then replace(period, ' ', '')
        else period
    end as period,
    period_type,
    make_date(first_year, case period_type when 'financial year' then 4 else 1 end, 1) as period_start,
    case period_type
        when 'financial year' then make_date(first_year + 1, 3, 31)
        when 'three years' then make_date(first_year + 2, 12, 31)
        else make_date(first_year, 12, 31)
    end as period_end,
    breakdown,
    value / divisor as value, "count" as numerator, denominator,
    lower95 / divisor as lower95, upper95 / divisor as upper95,
    lower998 / divisor as lower998, upper998 / divisor as upper998,
    case status when 'published' then 'final' else status end as status,
    coalesce(value_note, case status when 'published' then '' else 'no value is published' end) as reason,
    substr(source, 1, 12) as source, source_row
from reported
