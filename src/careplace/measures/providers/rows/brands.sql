-- Every location by its brand, which bears one of the names that the publication gives it.
with named as (select brand_id, max(brand_name) as name from here where brand_id is not null group by brand_id)
select s.sector, s.council, s.location_id, s.brand_id as part, coalesce(n.name, s.brand_id) as label, 1 as amount
from service as s
left join named as n on n.brand_id = s.brand_id
