-- What publications say of the beginning and the end of a registration, and of one that no register holds. Parameter: id.
select
    'deactivated' as known_from, location_name, council, postcode, city, category, care_home, beds, provider_id, provider_name,
    registered_on, ended_on
from cqc_deactivated where location_id = $id
union all
select 'inspections', null, null, null, null, null, null, null, null, null, max(location_started_on), max(location_ended_on)
from homecare_inspection where location_id = $id having count(*) > 0
order by known_from, ended_on desc
