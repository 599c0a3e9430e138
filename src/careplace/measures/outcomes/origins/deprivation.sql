-- The Indices of Deprivation: the score of each district, times its residents, over these residents.
insert into origin by name
with member as (
    select code as district, coalesce(council, code) as place from area where kind in ('district', 'council')
    union all
    select area.code, group_code
    from area
    join area_group on area_group.member = coalesce(area.council, area.code) and group_kind in ('region', 'nation')
    where area.kind in ('district', 'council')
),
scored as (
    select deprivation.code, domain, score, cast(edition as varchar) as edition, substr(source, 1, 12) as source, source_row
    from figure
    join member on member.place = figure.place
    join deprivation
        on deprivation.code = member.district and deprivation.domain = figure.series
        and cast(deprivation.edition as varchar) = figure.version
),
-- The Indices are on later codes than the residents: a council made of whole districts has the people of them all.
peopled as (
    select scored.code, district_row.code as district, people, district_row.source, source_row, year
    from (select distinct code from scored) as scored
    join district_row on district_row.code = scored.code
    union all
    select scored.code, district_row.code, people, district_row.source, source_row, year
    from (select distinct code from scored) as scored
    join area_successor on area_successor.successor = scored.code and whole
    join district_row on district_row.code = area_successor.code
    where scored.code not in (select code from district_row)
)
select
    'score' as part, scored.code as name, edition as period, score as numerator, cast(null as double) as denominator,
    case when count(*) over () = 1 then 1 else (select sum(people) from peopled where peopled.code = scored.code) end as weight,
    source, null as sheet, source_row
from scored
union all by name
select
    'residents' as part, district as name, year as period, null as numerator, people as denominator, 1 as weight, source, null as sheet,
    source_row
from peopled
where (select count(*) from scored) > 1
