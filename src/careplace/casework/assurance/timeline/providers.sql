-- The registers in which a registration has another provider than in the one before. Parameter: ids.
with register_provider as (
    select
        location_id, snapshot, provider_name, provider_id,
        lag(provider_id) over (partition by location_id order by snapshot) as provider_before
    from register
    where location_id in (select unnest($ids)) and counted and provider_id is not null
)
select location_id, snapshot, provider_name
from register_provider
where provider_id <> provider_before
order by snapshot, location_id
