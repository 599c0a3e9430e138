-- Days of a hospital whose discharges by time of day are not its discharges. Such a day counts in no share by time of day
-- (observations/nhs_counted.sql); here it is listed. In: nhs_discharge, parts_misfit.
insert into parts_misfit by name
select
    'nhs_discharge' as source_table, 'by-17:00' as series, '' as version, organisation as place, kind as place_kind,
    strftime(day, '%Y-%m-%d') as period, 'day' as period_type, substr(source, 1, 12) as source, 'time-of-day' as kind,
    'numerator' as adds, 'denominator' as makes, 0 as rounded, by_1700 + from_1701 as parts_sum, 2 as parts, patients as whole,
    'the published parts do not add up: by 17:00 and from 17:01 make ' || format('{:,}', by_1700 + from_1701)
    || ', the total is ' || format('{:,}', patients) as reason
from nhs_discharge
where by_1700 + from_1701 <> patients;
