-- Residents: a row for each district that the place is made of.
insert into origin by name
with requested as (
    select
        figure.*,
        case series
            when 'residents' then case breakdown when 'all' then 'all' else split_part(breakdown, ':', 2) end
            when 'old-age-dependency' then '65-and-over'
            else substr(series, 7)
        end as band
    from figure
)
select
    'residents' as part, member.district as name, requested.period,
    sum(people) filter (age between low and high) as numerator,
    case requested.series
        when 'residents' then null
        when 'old-age-dependency' then sum(people) filter (age between 18 and 64)
        else sum(people)
    end as denominator,
    1 as weight, substr(population.source, 1, 12) as source, population.source_row
from requested
join population_band on population_band.part = requested.band
join population_member as member on member.place = requested.place
join population
    on population.code = member.district and population.tier = 'district'
    and cast(coalesce(population.estimate, population.year) as varchar) = requested.period
group by member.district, requested.period, requested.series, population.source, population.source_row
