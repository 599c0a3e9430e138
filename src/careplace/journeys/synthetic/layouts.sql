-- The records of a block of fictional people in the fields of their publishers. A pseudonym cannot be taken for an NHS number.
create or replace macro pseudonym(id) as 'FICTIONAL' || lpad(id::varchar, 12, '0');

create or replace temp view known as
select person_id, born, coalesce(sex, 'unknown') as sex, council, died
from person
left join death using (person_id);

-- A third of the spells of a week or more have two episodes.
create or replace temp table hes_apc as
with spell as (
    select
        stay.*,
        born,
        sex,
        hash(person_id, started) // 4 as spell,
        coalesce(ended - started >= 7 and hash(person_id, started) % 3 = 0, false) as two
    from stay
    inner join known using (person_id)
    where setting = 'hospital'
),
episode as (
    select *, 1 as number, started as from_day, case when two then started + 3 else ended end as to_day, not two as final from spell
    union all
    select *, 2 as number, started + 3 as from_day, ended as to_day, true as final from spell where two
)
select
    pseudonym(person_id) as TOKEN_PERSON_ID,
    spell::varchar as SUSSPELLID,
    spell::varchar || number as EPIKEY,
    number as EPIORDER,
    from_day as EPISTART,
    to_day as EPIEND,
    case when final and ended is null then '1' else '3' end as EPISTAT,
    '1' as CLASSPAT,
    started as ADMIDATE,
    case when final then ended end as DISDATE,
    case admission when 'emergency' then '21' when 'elective' then '11' else '81' end as ADMIMETH,
    case when not final or ended is null then '8' when discharged_to = 'died' then '4' else '1' end as DISMETH,
    case
        when not final or ended is null then '98'
        when discharged_to = 'died' then '79'
        when discharged_to = 'care_home' then '65'
        when discharged_to = 'intermediate_care' then '54'
        else '19'
    end as DISDEST,
    case when final then ready end as DISREADYDATE,
    case when final then delay_reason end as DELAY_REASON,
    case when final then pathway end as PATHWAY,
    provider as PROCODE3,
    council as RESLADST_ONS,
    strftime(born, '%m%Y') as MYDOB,
    case sex when 'male' then '1' when 'female' then '2' else '9' end as SEX
from episode
order by started, person_id, number;

create or replace temp table ecds as
select
    pseudonym(person_id) as TOKEN_PERSON_ID,
    hash(person_id, started_at)::varchar as EPIKEY,
    provider as PROVIDER_CODE,
    '01' as DEPARTMENT_TYPE,
    started as ARRIVAL_DATE,
    strftime(started_at, '%H:%M:%S') as ARRIVAL_TIME,
    case when discharged_to = 'hospital' then ended end as DECIDED_TO_ADMIT_DATE,
    ended as DEPARTURE_DATE,
    strftime(ended_at, '%H:%M:%S') as DEPARTURE_TIME,
    case discharged_to when 'hospital' then '306706006' when 'home' then '306689006' when 'died' then '305398007' end
        as DISCHARGE_DESTINATION,
    stay.council as Der_Postcode_Dist_Unitary_Auth,
    year(born) as BIRTH_YEAR,
    month(born) as BIRTH_MONTH,
    case sex when 'male' then '1' when 'female' then '2' else '9' end as STATED_GENDER
from stay
inner join known using (person_id)
where setting = 'a_and_e'
order by started_at, person_id;

create or replace temp table deaths as
select pseudonym(person_id) as TOKEN_PERSON_ID, died as DOD
from death
order by died, person_id;

create or replace temp table cld as
with event as (
    select
        person_id,
        council,
        'Service' as event,
        started,
        ended,
        outcome,
        case
            when setting = 'home_care' then 'Long term support: Community'
            when setting = 'care_home' then 'Long term support: Residential care'
            else 'Short term support: ST-Max'
        end as service,
        case
            when setting = 'home_care' then 'Home support or domiciliary care'
            when setting = 'care_home' then 'Residential care'
            when reablement then 'Reablement'
            else 'Short term residential care'
        end as component,
        provider
    from stay
    where setting in ('home_care', 'care_home', 'intermediate_care')
    union all
    select person_id, council, upper(kind[1]) || kind[2:], on_date, on_date, null, null, null, null
    from contact
)
select
    event.council as LA_Code,
    (select max(greatest(started, coalesce(ended, started))) from stay) as Reporting_Period_End_Date,
    pseudonym(person_id) as Der_NHS_Number_Traced_Pseudo,
    pseudonym(person_id) as Der_NHS_Number_Pseudo,
    hash(person_id)::varchar as LA_Person_Unique_Identifier,
    case sex when 'male' then 'Male' when 'female' then 'Female' else 'Not known' end as Gender,
    year(born) as Der_Birth_Year,
    month(born) as Der_Birth_Month,
    died as Date_of_Death,
    'Service user' as Client_Type,
    event as Event_Type,
    started as Event_Start_Date,
    ended as Event_End_Date,
    outcome as Event_Outcome,
    service as Service_Type,
    component as Service_Component,
    case when event = 'Service' then 'CASSR managed support' end as Delivery_Mechanism,
    case when service like 'Long%' then 500 + hash(person_id) % 900 end as Unit_Cost,
    case when service like 'Long%' then 'Weekly' end as Cost_Frequency_Unit_Type,
    provider as Provider_CQC_Location_ID
from event
inner join known using (person_id)
order by started, person_id, event;
