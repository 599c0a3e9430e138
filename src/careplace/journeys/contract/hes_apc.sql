-- Spells of one bucket from its episodes, `record`. Of a person's records with one key, and then of those that are the same
-- otherwise, the last of the last file stays.
create or replace temp table hes_apc_of_key as
select
    *,
    row_number() over (
        partition by person_id, coalesce(episode, file || ' ' || source_row) order by file desc, source_row desc
    ) as of_key
from record;

create or replace temp table hes_apc_episode as
select
    *,
    row_number() over (
        partition by person_id, provider, admitted, discharged, episode_start, episode_end, episode_order, spell
        order by file desc, source_row desc
    ) as of_copy
from hes_apc_of_key
where of_key = 1;

insert into fault
select 'same_key', file, source_row from hes_apc_of_key where of_key > 1
union all
select 'duplicate', file, source_row from hes_apc_episode where of_copy > 1;

delete from hes_apc_episode where of_copy > 1;

-- A spell has its publisher's number, else it is one provider's admission of one day (as HES counts spells).
create or replace temp table hes_apc_spell as
select
    person_id,
    min_by(file, (coalesce(episode_order, 99), file, source_row)) as file,
    min_by(source_row, (coalesce(episode_order, 99), file, source_row)) as source_row,
    min(admitted) as started,
    max(discharged) as ended,
    min(episode_order) as first_order,
    max_by(council, (coalesce(episode_order, 0), file, source_row)) as council,
    min_by(provider, (coalesce(episode_order, 99), file, source_row)) as provider,
    min_by(admission, (coalesce(episode_order, 99), file, source_row)) as admission,
    max_by(method, (coalesce(episode_order, 0), file, source_row)) as method,
    max_by(destination, (coalesce(episode_order, 0), file, source_row)) as destination,
    list(ready) filter (where ready between admitted and coalesce(discharged, ready)) as ready,
    max_by(delay_reason, (coalesce(episode_order, 0), file, source_row)) as delay_reason,
    max_by(pathway, (coalesce(episode_order, 0), file, source_row)) as pathway
from hes_apc_episode
group by person_id, coalesce(spell, provider || ' ' || admitted);

insert into fault
select 'no_first_episode', file, source_row from hes_apc_spell where first_order > 1;

insert into stay_record by name
select
    'hes_apc' as publication,
    file,
    source_row,
    person_id,
    'hospital' as setting,
    started,
    ended,
    council,
    provider,
    admission,
    case
        when ended is null then null
        when method = 'died' then 'died'
        else coalesce(destination, 'unknown')
    end as discharged_to,
    list_max(list_filter(ready, lambda day: day between started and coalesce(ended, day))) as ready,
    delay_reason,
    pathway::int as pathway,
    false as reablement,
    false as long_term
from hes_apc_spell;

insert into death_record by name
select 'hes_apc' as publication, file, source_row, person_id, ended as died
from hes_apc_spell
where method = 'died' and ended is not null;

insert into person_record by name
select person_id, born, sex, council, coalesce(discharged, admitted) as seen from hes_apc_episode;
