-- What CQC's publications say of a provider itself. Parameter: id.
with rating_row as (
    select snapshot, provider_name, brand_name, registered, registered_on, ended_on, ownership, 1 as nearness
    from cqc_provider where provider_id = $id
    union all
    select snapshot, provider_name, brand_name, null, null, null, ownership, 2
    from register where provider_id = $id
    union all
    select snapshot, provider_name, brand_name, null, null, null, null, 3
    from cqc_deactivated where provider_id = $id
)
select
    max(snapshot) as snapshot,
    max_by(provider_name, snapshot) as name,
    regexp_replace(max_by(brand_name, snapshot), '^BRAND ', '') as brand,
    max_by(ownership, snapshot) as ownership,
    max_by(registered, snapshot) as registered,
    max(registered_on) as registered_on,
    max_by(ended_on, snapshot) as ended_on,
    count(*) as rows_known
from rating_row
