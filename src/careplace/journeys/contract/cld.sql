-- Events of one bucket. DHSC's definition of one event, and which of its records is kept: the latest period, an open or the
-- latest end, the outcome that is highest in the hierarchy, the last record. DHSC's flag of conversations, which decides
-- before the last record, is not in a submission. A service's end is no part of what makes it one event.
create or replace temp table cld_event as
select
    *,
    case when died between started and coalesce(ended, died) then died else ended end as derived_end,
    list_position(
        [
            'Progress to reablement/ST-Max',
            'Progress to assessment, review or reassessment',
            'Progress to support planning or services',
            'Continuation of support or services',
            'Admitted to hospital',
            'NFA: Responsibility moved to another local authority',
            'NFA: Referral to NHS services or NHS funded social care',
            'NFA: Self-funded client or under 12wk disregard',
            'NFA: Information and advice or signposting',
            'NFA: Referral to other service within the local authority',
            'NFA: Support declined',
            'NFA: Deceased',
            'NFA: Support ended as planned',
            'NFA: Support ended for other reason',
            'NFA: No services offered for other reason',
            'NFA: Other'
        ],
        outcome
    ) as outcome_rank
from record;

create or replace temp table cld_ranked as
select
    *,
    row_number() over (
        partition by
            council,
            person_id,
            event,
            started,
            client,
            case when event <> 'service' then derived_end end,
            case when event = 'request' then route end,
            case when event = 'assessment' then assessment end,
            case when event = 'service' then service end,
            case when event = 'service' then component end,
            case when event = 'service' then mechanism end,
            case when event = 'service' then cost end,
            case when event = 'service' then cost_unit end,
            case when event = 'service' then units end
        order by
            period_end desc nulls last,
            derived_end desc nulls first,
            outcome_rank nulls last,
            file desc,
            source_row desc
    ) as of_copy
from cld_event;

insert into fault
select 'duplicate', file, source_row from cld_ranked where of_copy > 1;

delete from cld_ranked where of_copy > 1;

insert into stay_record by name
select
    'cld' as publication,
    file,
    source_row,
    person_id,
    split_part(service, ';', 1) as setting,
    started,
    derived_end as ended,
    council,
    provider,
    case
        when derived_end is null then null
        when outcome = 'NFA: Deceased' or derived_end is distinct from ended then 'died'
        when outcome = 'Admitted to hospital' then 'hospital'
        when outcome = 'NFA: Support ended as planned' then 'home'
        else 'unknown'
    end as discharged_to,
    service = 'intermediate_care;max' and coalesce(component, '') = 'Reablement' as reablement,
    service like '%;long' as long_term,
    case when derived_end is not null then outcome end as outcome
from cld_ranked
where event = 'service' and client = 'service user' and service is not null;

insert into contact_record by name
select 'cld' as publication, file, source_row, person_id, event as kind, derived_end as on_date, council
from cld_ranked
where event <> 'service';

insert into death_record by name
select 'cld' as publication, min(file) as file, min_by(source_row, file) as source_row, person_id, died
from cld_ranked
where died is not null
group by person_id, died;

insert into person_record by name
select
    person_id,
    case when birth_month between 1 and 12 and birth_year > 1850 then make_date(birth_year, birth_month, 1) end as born,
    sex,
    council,
    coalesce(derived_end, started) as seen
from cld_ranked;
