-- A day within a lifetime of today; HES writes 1582, 1600 and 1800 for what it does not know.
create or replace macro plausible_day(day) as
case when day between date '1900-01-01' and date '2199-12-31' then day end;

-- 17:05, 17:05:30 or 1705.
create or replace macro clock_time(given) as
try_cast(case when regexp_full_match(given, '[0-9]{4}') then given[1:2] || ':' || given[3:4] else given end as time);
