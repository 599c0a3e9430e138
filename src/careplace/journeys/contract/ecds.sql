-- Attendances of one bucket. Of records that are the same, the last of the last file stays.
create or replace temp table ecds_attendance as
select
    *,
    row_number() over (
        partition by person_id, provider, arrived, arrived_time order by file desc, source_row desc
    ) as of_copy
from record;

insert into fault
select 'duplicate', file, source_row from ecds_attendance where of_copy > 1;

delete from ecds_attendance where of_copy > 1;

insert into stay_record by name
select
    'ecds' as publication,
    file,
    source_row,
    person_id,
    'a_and_e' as setting,
    arrived as started,
    departed as ended,
    arrived + arrived_time as started_at,
    departed + departed_time as ended_at,
    council,
    provider,
    case when departed is not null then coalesce(destination, 'unknown') end as discharged_to,
    false as reablement,
    false as long_term
from ecds_attendance;

insert into person_record by name
select
    person_id,
    case when birth_month between 1 and 12 and birth_year > 1850 then make_date(birth_year, birth_month, 1) end as born,
    sex,
    council,
    arrived as seen
from ecds_attendance;
