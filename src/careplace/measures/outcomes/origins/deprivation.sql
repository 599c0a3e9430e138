-- The Indices of Deprivation: the publisher's own score of a council; else the score of each district, times its residents,
-- over these residents.
insert into origin by name
with index_row as (
    select
        deprivation.code, deprivation.tier, score, figure.period, figure.place, figure.place_kind,
        substr(deprivation.source, 1, 12) as source, source_row
    from figure
    join deprivation on deprivation.domain = figure.series and cast(deprivation.edition as varchar) = figure.version
),
official as (
    select code, score, period, source, source_row
    from index_row
    where tier = 'council' and place_kind = 'council' and code = place
    qualify row_number() over (order by source desc) = 1
),
member as (
    select code as district, coalesce(council, code) as place from area where kind in ('district', 'council')
    union all
    select code, code from area where kind = 'district'
    union all
    select area.code, group_code
    from area
    join area_group on area_group.member = coalesce(area.council, area.code) and group_kind in ('region', 'nation')
    where area.kind in ('district', 'council')
),
scored as (
    select index_row.code, score, period, source, source_row
    from index_row
    join member on member.place = index_row.place and member.district = index_row.code
    where tier = 'district' and not exists (from official)
),
-- The Indices are on later codes than the residents: a council made of whole districts has the people of them all.
peopled as (
    select scored.code, district_row.code as district, people, district_row.source, district_row.source_row, year
    from scored
    join district_row on district_row.code = scored.code
    union all
    select scored.code, district_row.code, people, district_row.source, district_row.source_row, year
    from scored
    join area_successor on area_successor.successor = scored.code and whole
    join district_row on district_row.code = area_successor.code
    where scored.code not in (select code from district_row)
),
people_of as (
    select code, sum(people) as people from peopled group by code
)
select
    'score' as part, code as name, period, score as numerator, cast(null as double) as denominator, 1 as weight, source,
    null as sheet, source_row
from official
union all by name
select
    'score' as part, scored.code as name, period, score as numerator, null as denominator,
    case when (select count(*) from scored) = 1 then 1 else people_of.people end as weight, source, null as sheet, source_row
from scored
left join people_of on people_of.code = scored.code
union all by name
select
    'residents' as part, district as name, year as period, null as numerator, people as denominator, 1 as weight, source,
    null as sheet, source_row
from peopled
where (select count(*) from scored) > 1
