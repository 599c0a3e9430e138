-- Residents by age at the middle of a year: districts added up to the councils of that day, those that were made of whole
-- districts since or gave way to whole councils, regions and England. Upper-tier councils' own file lacks Northamptonshire;
-- for every council that it has, it agrees.
insert into observation by name
with band (part, low, high) as (
    values
    ('under-18', 0, 17), ('18-to-64', 18, 64), ('65-and-over', 65, 200), ('65-to-74', 65, 74), ('75-to-84', 75, 84),
    ('75-and-over', 75, 200), ('85-and-over', 85, 200)
),
counted as (
    select
        population.code, coalesce(estimate, year) as year, band.part, sum(people) as people,
        min(substr(population.source, 1, 12)) as source, max(estimate is null) as unsaid
    from population
    join band on population.age between band.low and band.high
    where tier = 'district'
    group by population.code, coalesce(estimate, year), band.part
    union all
    select code, coalesce(estimate, year), 'all', sum(people), min(substr(source, 1, 12)), max(estimate is null)
    from population
    where tier = 'district'
    group by code, coalesce(estimate, year)
),
upper_tier as (
    select code as district, coalesce(council, code) as council, kind from area where kind in ('district', 'council')
),
council_before as (
    select area_successor.code, successor, changed_on, whole
    from area_successor
    join area on area.code = area_successor.code and area.kind = 'council'
),
member (district, place, place_kind, reason) as (
    select district, upper_tier.council, 'council', '' from upper_tier
    union all
    -- Cumberland: made of whole districts, and no council before it had its land. (Somerset was the county: one council.)
    select
        district, successor, 'council',
        'the people of the districts that became this council on ' || area_successor.changed_on
    from upper_tier
    join area_successor on area_successor.code = upper_tier.district and area_successor.whole
    join area as heir on heir.code = area_successor.successor and heir.kind = 'council'
    where upper_tier.kind = 'district'
        and successor not in (select council_before.successor from council_before where council_before.whole)
    union all
    -- Northamptonshire: split between councils that are published and took nothing from any other.
    select
        upper_tier.district, council_before.code, 'council',
        'the people of the councils that took its place on ' || council_before.changed_on
    from council_before
    join upper_tier on upper_tier.council = council_before.successor
    where not council_before.whole
        and upper_tier.kind = 'council'
        and upper_tier.district in (select code from counted)
        and council_before.code not in (
            select split.code
            from council_before as split
            join council_before as other on other.successor = split.successor and other.code <> split.code
        )
        and council_before.code not in (select council from upper_tier where kind = 'district' and district in (select code from counted))
    union all
    select distinct upper_tier.district, group_code, group_kind, ''
    from upper_tier
    join area_group on area_group.member = upper_tier.council and group_kind in ('region', 'nation')
),
summed as (
    select
        place, place_kind, year, part, sum(people) as people, string_agg(distinct source, '|' order by source) as source,
        case when max(unsaid) then 'the file does not name its year, and is taken for that of its codes; ' else '' end
            || max(reason) as reason
    from counted
    join member on member.district = counted.code
    group by place, place_kind, year, part
),
whole as (
    select place, year, people as everyone from summed where part = 'all'
),
adults as (
    select place, year, people as adults from summed where part = '18-to-64'
),
told as (
    select
        summed.* exclude (part, people), 'residents' as series,
        case when part = 'all' then 'all' else 'age:' || part end as breakdown,
        people as value, people as numerator, cast(null as double) as denominator
    from summed
    where part not in ('65-and-over', '75-and-over')
    union all by name
    select
        summed.* exclude (part, people), 'share-' || part as series, 'all' as breakdown,
        people / nullif(everyone, 0) as value, people as numerator, everyone as denominator
    from summed
    join whole on whole.place = summed.place and whole.year = summed.year
    where part in ('under-18', '18-to-64', '65-and-over', '75-and-over', '85-and-over')
    union all by name
    select
        summed.* exclude (part, people), 'old-age-dependency' as series, 'all' as breakdown,
        100 * people / nullif(adults, 0) as value, people as numerator, adults as denominator
    from summed
    join adults on adults.place = summed.place and adults.year = summed.year
    where part = '65-and-over'
)
select
    'population' as source_table, series, place, place_kind, cast(year as varchar) as period, 'year' as period_type,
    make_date(cast(year as integer), 1, 1) as period_start, make_date(cast(year as integer), 12, 31) as period_end,
    breakdown, value, numerator, denominator, case when value is null then 'missing' else 'final' end as status, reason,
    source
from told
