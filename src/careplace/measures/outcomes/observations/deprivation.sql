-- The Indices of Deprivation of councils, regions and England. A council has the score of the publisher's upper-tier file
-- where that is in the edition; else its score as a district, or the average scores of its districts weighted by their
-- residents, as regions and England have. A district has its own score. The Indices are made differently and never join.
insert into observation by name
with residents as (
    select code, sum(people) as people, min(substr(source, 1, 12)) as source
    from population
    where tier = 'district' and year = (select max(year) from population where tier = 'district')
    group by code
),
-- The Indices are on later codes than the residents: a council made of whole districts has the people of them all.
people_of as (
    select code, people, source from residents
    union all
    select successor, sum(people), min(source)
    from residents
    join area_successor on area_successor.code = residents.code and whole
    where successor not in (select code from residents)
    group by successor
),
scored as (
    select
        deprivation.edition, deprivation.domain, deprivation.code, deprivation.score, deprivation.source_row,
        coalesce(area.council, area.code) as council, area.kind, people_of.people,
        substr(deprivation.source, 1, 12) as source, people_of.source as people_source
    from deprivation
    join area on area.code = deprivation.code and area.kind in ('district', 'council')
    left join people_of on people_of.code = deprivation.code
    where deprivation.tier = 'district'
),
member as (
    select distinct group_code as place, group_kind as place_kind, member as council
    from area_group
    where group_kind in ('region', 'nation')
),
placed as (
    select scored.*, council as place, 'council' as place_kind from scored
    union all by name
    select scored.*, code as place, 'district' as place_kind from scored where kind = 'district'
    union all by name
    select scored.*, member.place, member.place_kind from scored join member on member.council = scored.council
),
weighted as (
    select
        place, place_kind, edition, domain,
        case
            when count(*) = 1 then min(score)
            when count(people) = count(*) then sum(score * people) / sum(people)
        end as value,
        case when count(people) = count(*) then sum(score * people) end as numerator,
        case when count(people) = count(*) then sum(people) end as denominator,
        count(*) as districts, count(people) as weighed, count(*) = 1 and (max(kind) = 'council' or place_kind = 'district') as published,
        string_agg(distinct source, '|' order by source) as source, min(people_source) as people_source,
        case when count(*) = 1 then min(source_row) end as source_row
    from placed
    group by place, place_kind, edition, domain
),
-- The publisher's own score of a council; of several files of one edition, the last by name of its contents.
official as (
    select
        edition, domain, index_row.code as place, score, substr(index_row.source, 1, 12) as source, source_row,
        row_number() over (partition by edition, domain, index_row.code order by index_row.source desc) as choice
    from deprivation as index_row
    join area on area.code = index_row.code and area.kind = 'council'
    where index_row.tier = 'council'
),
chosen as (
    select
        weighted.place, weighted.place_kind, weighted.edition, weighted.domain,
        coalesce(official.score, value) as value,
        case when official.score is null then numerator else official.score * denominator end as numerator,
        denominator, districts, weighed, published or official.score is not null as published,
        case when official.score is null then weighted.source else official.source end as source,
        case when denominator is not null then people_source end as people_source,
        case when official.score is null then weighted.source_row else official.source_row end as source_row
    from weighted
    left join official
        on official.place = weighted.place and official.edition = weighted.edition and official.domain = weighted.domain
        and choice = 1
    union all
    select
        official.place, 'council', official.edition, official.domain, score, null, null, 0, 0, true, official.source, null, official.source_row
    from official
    left join weighted
        on weighted.place = official.place and weighted.edition = official.edition and weighted.domain = official.domain
    where choice = 1 and weighted.place is null
)
select
    'deprivation' as source_table, domain as series, cast(edition as varchar) as version, place, place_kind,
    cast(edition as varchar) as period, 'year' as period_type,
    make_date(cast(edition as integer), 1, 1) as period_start, make_date(cast(edition as integer), 12, 31) as period_end,
    value, numerator, denominator,
    case when value is null then 'missing' else 'final' end as status,
    case
        when value is null then 'residents of ' || (districts - weighed) || ' of its ' || districts || ' districts are not known'
        when published then ''
        else 'average of ' || districts || ' districts, weighted by residents: calculated by Careplace'
    end as reason,
    case when published then source else concat_ws('|', source, people_source) end as source,
    source_row
from chosen
