-- Every location by its brand, which bears one of the names that the publication gives it.
with brand_label as (select brand_id, max(brand_name) as name from here where brand_id is not null group by brand_id)
select s.sector, s.council, s.location_id, s.brand_id as part, coalesce(n.name, s.brand_id) as label, 1 as amount
from location_in_sector as s
left join brand_label as n on n.brand_id = s.brand_id
