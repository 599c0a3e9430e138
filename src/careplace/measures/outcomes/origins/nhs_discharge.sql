-- Shares of discharges: a row for each day that is counted, and for what is modelled the share of each trust's patients who
-- live in the council. Patients discharged and patients without criteria to reside stand in two files.
insert into origin by name
with daily as (
    select 'by-17:00' as series, kind, organisation, day, month, by_1700 as numerator, counted as denominator, source, source_row
    from hospital_day
    where source_table = 'nhs_discharge' and by_1700 is not null
    union all
    select 'of-patients-without-criteria', here.kind, here.organisation, here.day, here.month,
        case part.source_table when 'nhs_discharge' then part.counted end,
        case part.source_table when 'nhs_criteria_to_reside' then part.counted end, part.source, part.source_row
    from hospital_day as here
    join hospital_day as left_hospital
        on left_hospital.kind = here.kind and left_hospital.organisation = here.organisation and left_hospital.day = here.day
    join hospital_day as part
        on part.kind = here.kind and part.organisation = here.organisation and part.day = here.day
    where here.source_table = 'nhs_criteria_to_reside' and left_hospital.source_table = 'nhs_discharge'
        and here.counted is not null and left_hospital.counted is not null
    union all
    select 'at-weekends', kind, organisation, day, week_month, case when dayofweek(day) in (0, 6) then counted end,
        counted, source, source_row
    from (
        select
            *, cast(date_trunc('month', max(day) over week) as date) as week_month, count(counted) over week as days
        from hospital_day
        where source_table = 'nhs_discharge'
        window week as (partition by kind, organisation, date_trunc('week', day))
    ) as weekly
    where days = 7
),
counted as (
    select daily.*, coalesce(trust_council.share, 1) as weight
    from figure
    join daily
        on daily.series = figure.series and daily.month = figure.period_start
        and daily.kind = case when figure.place_kind in ('nation', 'council') then 'trust' else figure.place_kind end
        and (figure.place_kind in ('nation', 'council') or daily.organisation = figure.place)
    left join trust_council
        on figure.place_kind = 'council' and trust_council.council = figure.place
        and trust_council.trust = daily.organisation and trust_council.month = daily.month
    where figure.place_kind <> 'council' or trust_council.trust is not null
)
select
    'patients' as part, organisation as name, cast(day as varchar) as period, numerator, denominator, weight, source, '' as sheet, source_row
from counted
union all by name
select * from catchment_row where name in (select organisation from counted)
