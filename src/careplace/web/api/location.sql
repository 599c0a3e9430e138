-- A location in every register that lists it, newest first; people are named as in locations.sql. Parameter: id.
select r.* replace (
    case
        when r.ownership in ('Individual', 'Partnership') then 'Individual/partnership provider ' || r.provider_id
        else r.provider_name
    end as provider_name
), (
    select coalesce(list_sort(array_agg(s.sector)), [])
    from location_sector as s
    where s.snapshot = r.snapshot and s.location_id = r.location_id
) as sectors
from register as r
where r.location_id = $id
order by r.snapshot desc
