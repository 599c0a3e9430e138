-- What the publications' records of one bucket become, with the file and row that each comes from.
create or replace temp table person_record (person_id bigint, born date, sex varchar, council varchar, seen date);

create or replace temp table stay_record (
    publication varchar, file int, source_row bigint, person_id bigint, setting varchar, started date, ended date,
    started_at timestamp, ended_at timestamp, council varchar, provider varchar, admission varchar, discharged_to varchar,
    ready date, delay_reason varchar, pathway int, reablement boolean, long_term boolean, outcome varchar
);

create or replace temp table contact_record (
    publication varchar, file int, source_row bigint, person_id bigint, kind varchar, on_date date, council varchar,
    provider varchar
);

create or replace temp table death_record (
    publication varchar, file int, source_row bigint, person_id bigint, died date
);

-- Faults that need more than one record: the rule, and the record.
create or replace temp table fault (rule varchar, file int, source_row bigint);
