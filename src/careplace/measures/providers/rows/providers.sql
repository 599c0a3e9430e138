-- Every location by its provider, which bears one of the names that the publication gives it.
with named as (select provider_id, max(provider_name) as name from here where provider_id is not null group by provider_id)
select s.sector, s.council, s.location_id, s.provider_id as part, coalesce(n.name, s.provider_id) as label, 1 as amount
from service as s
left join named as n on n.provider_id = s.provider_id
