-- Each hospital stay that ended later than the person was ready, by the reason, with the days between.
select person_id, ended as on_date, council, provider as trust, delay_reason as category, 1 as counted,
    cast(date_diff('day', cast(ready as date), cast(ended as date)) as bigint) as days
from stay
where setting = 'hospital' and ready < ended
