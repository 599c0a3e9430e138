-- Patients in hospital or discharged: a row for each day that a mean is of, and for what is modelled the share of each
-- trust's patients who live in the council; for a rate the adults who live in each district.
insert into origin by name
with counted as (
    select
        hospital_day.*,
        1.0 / count(*) over (partition by hospital_day.organisation) as of_mean
    from figure
    join hospital_day
        on hospital_day.source_table = figure.source_table
        and hospital_day.day between figure.period_start and figure.period_end
        and hospital_day.kind = case when figure.place_kind in ('nation', 'council') then 'trust' else figure.place_kind end
        and (figure.place_kind in ('nation', 'council') or hospital_day.organisation = figure.place)
    where hospital_day.counted is not null
),
lived as (
    select trust, share
    from figure
    join trust_council
        on trust_council.council = figure.place and trust_council.month = figure.period_start
    where figure.place_kind = 'council'
)
select
    'patients' as part, counted.organisation as name, cast(counted.day as varchar) as period, counted.counted as numerator,
    cast(null as double) as denominator, of_mean * coalesce(lived.share, 1) as weight, counted.source, '' as sheet, counted.source_row
from counted
left join lived on lived.trust = counted.organisation
where (select place_kind from figure) <> 'council' or lived.trust is not null
union all by name
select * from catchment_row where name in (select organisation from counted)
union all by name
select
    'adults' as part, code as name, year as period, null as numerator, adults as denominator, 1 as weight, source,
    null as sheet, source_row
from resident_row
where (select series from figure) = 'rate'
