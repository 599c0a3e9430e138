-- The published rows behind one figure: temporary table `origin`. `figure` holds what the figure is of, one row.
-- value = per x sum(numerator x weight) / sum(denominator x weight); without a denominator, per x sum(numerator x weight).
-- A row that has neither gives a weight of a model, such as the share of a trust's patients who live in a council.
create or replace temp table origin (
    part varchar not null,
    name varchar not null,
    period varchar,
    numerator double,
    denominator double,
    weight double,
    source varchar not null,
    sheet varchar,
    source_row bigint not null
);

-- A row for each district's residents in the year that rates are calculated on.
create or replace temp view district_row as
select
    code, sum(people) as people, sum(people) filter (age >= 18) as adults, any_value(cast(coalesce(estimate, year) as varchar)) as year,
    substr(source, 1, 12) as source, source_row
from population
where tier = 'district' and year = (select max(year) from population where tier = 'district')
group by code, source, source_row;

-- Views of days name a file by the first digits of its SHA-256.
create or replace temp view source_file as
select left(source, 12) as prefix, any_value(source) as source
from (
    select source from nhs_criteria_to_reside
    union
    select source from nhs_discharge
    union
    select source from nhs_four_hours
    union
    select source from nhs_emergency_department
    union
    select source from nhs_delayed_days
    union
    select source from nhs_trust_catchment
    union
    select source from population
    union
    select source from deprivation
    union
    select source from council_assessment
) as labelled
group by left(source, 12);
