-- A location in every register that lists it, newest first. Parameter: id.
select r.*, (
    select coalesce(list_sort(array_agg(s.sector)), [])
    from location_sector as s
    where s.snapshot = r.snapshot and s.location_id = r.location_id
) as sectors
from register as r
where r.location_id = $id
order by r.snapshot desc
