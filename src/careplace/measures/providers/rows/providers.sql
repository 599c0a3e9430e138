-- Every location by its provider, which bears one of the names that the publication gives it.
with provider_label as (select provider_id, max(provider_name) as name from here where provider_id is not null group by provider_id)
select s.sector, s.council, s.location_id, s.provider_id as part, coalesce(n.name, s.provider_id) as label, 1 as amount
from location_in_sector as s
left join provider_label as n on n.provider_id = s.provider_id
