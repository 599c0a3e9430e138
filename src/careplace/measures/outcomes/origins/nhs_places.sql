-- What the other nhs_*.sql files of this folder share.

-- The districts of each council of a month, and of England.
create or replace temp view resident_district as
select district_council.code, council as place, from_date, to_date
from district_council
union all
select district_council.code, (select code from the_nation), from_date, to_date
from district_council;

-- The districts whose adults `council_adults` counts for a place.
create or replace temp view adult_district as
select code, council as place
from district_council
where from_date = date '1000-01-01'
union all
select district_council.code, area_successor.code
from district_council
join area_successor on area_successor.successor = district_council.council
join area on area.code = area_successor.code and area.kind = 'council'
where district_council.from_date = date '1000-01-01'
    and area_successor.code not in (select council from district_council where from_date = date '1000-01-01')
union all
select code, (select code from the_nation)
from district_council
where from_date = date '1000-01-01';

-- Rows of trusts' catchments: the share of a trust's patients who live in a district of the figure's council.
create or replace temp view catchment_row as
select
    'share of patients' as part, trust as name, cast(year as varchar) as period, cast(null as double) as numerator,
    cast(null as double) as denominator, share as weight, substr(source, 1, 12) as source, sheet, source_row
from figure
join resident_district
    on resident_district.place = figure.place
    and figure.period_start >= from_date and figure.period_start < to_date
join nhs_trust_catchment on nhs_trust_catchment.area = resident_district.code and nhs_trust_catchment.kind = 'district'
where figure.place_kind = 'council'
    and year = (select max(year) from nhs_trust_catchment where kind = 'district');

-- The districts of the figure's place in its month, with their residents.
create or replace temp view resident_row as
select district_row.*
from figure
join resident_district
    on resident_district.place = figure.place
    and figure.period_start >= from_date and figure.period_start < to_date
join district_row on district_row.code = resident_district.code;
