-- Each discharge from hospital with a date of readiness, by pathway, with the days between.
select person_id, ended as on_date, council, provider as trust, cast(pathway as varchar) as category, 1 as counted,
    cast(date_diff('day', cast(ready as date), cast(ended as date)) as bigint) as days
from stay
where setting = 'hospital' and ready <= ended and not coalesce(discharged_to, 'unknown') = 'died'
