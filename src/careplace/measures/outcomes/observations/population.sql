-- Residents by age at the middle of a year: districts added up to the places of `population_member`. Upper-tier councils'
-- own file lacks Northamptonshire; for every council that it has, it agrees.
insert into observation by name
with counted as (
    select
        population.code, coalesce(estimate, year) as year, band.part, sum(people) as people,
        min(substr(population.source, 1, 12)) as source, max(estimate is null) as unsaid
    from population
    join population_band as band on population.age between band.low and band.high
    where tier = 'district'
    group by population.code, coalesce(estimate, year), band.part
),
summed as (
    select
        place, place_kind, year, part, sum(people) as people, string_agg(distinct source, '|' order by source) as source,
        case when max(unsaid) then 'the file does not name its year, and is taken for that of its codes; ' else '' end
            || max(reason) as reason
    from counted
    join population_member as member on member.district = counted.code
    group by place, place_kind, year, part
),
whole as (
    select place, year, people as everyone from summed where part = 'all'
),
adults as (
    select place, year, people as adults from summed where part = '18-to-64'
),
residents as (
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
from residents
