-- Each hospital stay that ended, by how the person came in, with its nights.
select person_id, ended as on_date, council, provider as trust, admission as category, 1 as counted,
    cast(date_diff('day', cast(started as date), cast(ended as date)) as bigint) as days
from stay
where setting = 'hospital' and ended is not null
