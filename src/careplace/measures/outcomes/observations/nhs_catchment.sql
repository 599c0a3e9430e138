-- What the other nhs_*.sql files share; it runs before them, since files run in the order of their names.

-- The code of the nation whose numbers these are: England's, or the demonstration's.
create or replace temp view the_nation as
select coalesce(min(code), 'E92000001') as code
from area
where kind = 'nation';

-- Each district of the newest district codes, the council that it was in through time, and its residents. A district
-- whose council was replaced since (Cumbria in 2023) stands twice, once for each council.
create or replace temp view district_council as
with coded as (
    select area as code from nhs_trust_catchment where kind = 'district'
    union
    select code from population where tier = 'district'
),
residents as (
    select code, sum(people) as people, sum(people) filter (where age >= 18) as adults, min(substr(source, 1, 12)) as source
    from population
    where tier = 'district' and year = (select max(year) from population where tier = 'district')
    group by code
),
district as (
    select area.code, coalesce(area.council, area.code) as council, successor, changed_on
    from coded
    join area on area.code = coded.code and area.kind in ('district', 'council')
    left join area_successor on area_successor.code = area.code and whole
),
stood as (
    select code, council, date '1000-01-01' as from_date, coalesce(changed_on, date '9999-12-31') as to_date
    from district
    union all
    select code, successor, changed_on, date '9999-12-31'
    from district
    where successor is not null
)
select stood.*, people, adults, source
from stood
left join residents on residents.code = stood.code;

-- Adults of each council that stood before the district codes' year, and of England. A council that gave way to others
-- wholly, and they took nothing from any further council, has the adults of them all. Bournemouth has none: it went into
-- a council together with others.
create or replace temp view council_adults as
with held as (
    select council, sum(adults) as adults, min(source) as source
    from district_council
    where from_date = date '1000-01-01'
    group by council
),
heir as (
    select area_successor.code, successor, count(*) over (partition by successor) as councils_before
    from area_successor
    join area on area.code = area_successor.code and area.kind = 'council'
)
select council as place, adults, source
from held
union all
select heir.code, sum(adults), min(source)
from heir
left join held on held.council = heir.successor
group by heir.code
having count(adults) = count(*) and max(councils_before) = 1
union all
select (select code from the_nation), sum(adults), min(source)
from held;

-- Shares and what they are multiplied with are added up as decimals, here and in the nhs_*.sql files: a sum of doubles depends
-- on the order of its parts, which differs with the number of processors.
-- The share of each trust's patients who live in a council, as councils stood in each month of the trusts' files.
create or replace temp view trust_council as
with months as (
    select month from nhs_four_hours
    union
    select cast(date_trunc('month', day) as date) from nhs_criteria_to_reside
    union
    select cast(date_trunc('month', day) as date) from nhs_discharge
)
select months.month, trust, district_council.council, cast(sum(cast(share as decimal(30, 12))) as double) as share, min(substr(nhs_trust_catchment.source, 1, 12)) as source
from nhs_trust_catchment
join district_council on district_council.code = nhs_trust_catchment.area
join months on months.month >= from_date and months.month < to_date
where kind = 'district' and year = (select max(year) from nhs_trust_catchment where kind = 'district')
group by months.month, trust, district_council.council;

-- The board where most of a trust's patients live: trusts' reports go into that board's numbers. Held against the files:
-- the trusts' patients add up to their board's on 97% of days.
create or replace temp view home_board as
with nearest as (
    select trust, area, row_number() over (partition by trust order by year desc, share desc, area) as position
    from nhs_trust_catchment
    where kind = 'integrated care board'
)
select nearest.trust, area as board, coalesce(name, nearest.trust) as name
from nearest
left join nhs_trust on nhs_trust.trust = nearest.trust and nhs_trust.year = (select max(year) from nhs_trust)
where position = 1;
