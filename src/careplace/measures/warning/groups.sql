-- Of each service with a report: its provider, how many services of this kind that provider has, and its region, by the latest register
-- that has it. For errors by group and for draws of whole providers only: a service that closed before the first register is in none.
with community as (
    select location_id, snapshot, provider_id, council
    from register where category = 'Community based adult social care services'
),

entry as (
    select location_id, max(snapshot) as snapshot, max_by(provider_id, snapshot) as provider_id, max_by(council, snapshot) as council
    from community group by location_id
),

provider as (select provider_id, snapshot, count(distinct location_id) as services from community group by provider_id, snapshot),

region as (
    select g.member as council, min(g.group_name) as region
    from area_group as g where g.group_kind = 'region' group by g.member
)

select
    s.location_id,
    coalesce(e.provider_id, s.location_id) as cluster,
    case when p.services = 1 then 'one service' when p.services < 10 then '2 to 9 services' when p.services >= 10
        then '10 services or more' else 'not known' end as size,
    coalesce(r.region, 'not known') as region,
    e.council
from (select distinct location_id from homecare_inspection) as s
left join entry as e on e.location_id = s.location_id
left join provider as p on p.provider_id = e.provider_id and p.snapshot = e.snapshot
left join region as r on r.council = e.council
order by s.location_id
