-- The names of some providers, from any publication that has them. Parameter: ids.
select provider_id, max_by(provider_name, snapshot) as name
from (
    select provider_id, provider_name, snapshot from register
    union all
    select provider_id, provider_name, snapshot from cqc_provider
)
where provider_name is not null and provider_id in (select unnest($ids))
group by provider_id
