-- One person's records of all publications: deaths first, then what they end, then people.
create or replace temp table death as
select person_id, min(died) as died from death_record group by person_id;

insert into fault
select 'two_deaths', d.file, d.source_row from death_record as d inner join death using (person_id) where d.died > death.died;

insert into fault
select 'after_death', s.file, s.source_row from stay_record as s inner join death using (person_id) where s.started > death.died
union all
select 'after_death', c.file, c.source_row from contact_record as c inner join death using (person_id) where c.on_date > death.died;

insert into fault
select 'on_after_death', s.file, s.source_row
from stay_record as s
inner join death using (person_id)
where s.started <= death.died and coalesce(s.ended, date '9999-12-31') > death.died;

create or replace temp table person as
select
    person_id,
    max_by(born, seen) filter (where born is not null) as born,
    coalesce(max_by(sex, seen) filter (where sex is not null), 'unknown') as sex,
    max_by(council, seen) filter (where council is not null) as council
from (
    select * from person_record
    union all
    select person_id, null, null, null, null from death
)
group by person_id;

-- An attendance has no council of its own in most extracts: it is its person's.
create or replace temp table stay as
select
    s.* exclude (publication, file, source_row, ended, ended_at, discharged_to, council),
    case when died is not null and coalesce(ended, date '9999-12-31') > died then died else ended end as ended,
    case when died is not null and coalesce(ended, date '9999-12-31') > died then null else ended_at end as ended_at,
    case when died is not null and coalesce(ended, date '9999-12-31') > died then 'died' else discharged_to end as discharged_to,
    coalesce(s.council, person.council) as council,
    file,
    source_row
from stay_record as s
left join death using (person_id)
left join person using (person_id)
where died is null or started <= died;

insert into fault
select 'overlapping', file, source_row
from (
    select
        file,
        source_row,
        started,
        max(coalesce(ended, date '9999-12-31')) over (
            partition by person_id, setting
            order by started, ended nulls last, file, source_row
            rows between unbounded preceding and 1 preceding
        ) as before
    from stay
)
where started < before;

create or replace temp table contact as
select c.person_id, kind, on_date, council, provider
from contact_record as c
left join death using (person_id)
where died is null or on_date <= died;
