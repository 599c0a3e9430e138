-- Each emergency stay in hospital by the kind of day on which it began, and whether the person left alive on that day.
select s.person_id, s.started as on_date, s.council, s.provider as trust,
    case when extract(isodow from s.started) in (6, 7) then 'weekend' else 'weekday' end as category,
    case when s.ended = s.started and not coalesce(s.discharged_to, 'unknown') in ('died', 'hospital')
        and (x.died is null or x.died > s.ended) then 1 else 0 end as counted,
    cast(null as bigint) as days
from stay as s
left join death as x on x.person_id = s.person_id
where s.setting = 'hospital' and s.admission = 'emergency'
