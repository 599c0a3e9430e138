-- Each discharge of a living person from hospital, and whether it was on a Saturday or a Sunday.
select s.person_id, s.ended as on_date, s.council, s.provider as trust, s.admission as category,
    case when extract(isodow from s.ended) in (6, 7) then 1 else 0 end as counted, cast(null as bigint) as days
from stay as s
left join death as x on x.person_id = s.person_id
where s.setting = 'hospital' and s.ended is not null
    and not coalesce(s.discharged_to, 'unknown') in ('died', 'hospital')
    and (x.died is null or x.died > s.ended)
