-- How many locations of a provider are in earlier registers only. Parameter: id. Out: one row.
with newest as (
    select council, max(snapshot) as snapshot from snapshot_place group by council
)
select count(distinct r.location_id) as locations
from register as r
where r.provider_id = $id
    and r.location_id not in (
        select k.location_id from register as k
        left join newest as n on n.council = k.council
        where k.provider_id = $id and (k.council is null or k.snapshot = n.snapshot)
    )
