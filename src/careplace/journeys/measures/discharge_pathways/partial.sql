-- Each discharge of a living person from hospital, by pathway.
select s.person_id, s.ended as on_date, s.council, s.provider as trust, cast(s.pathway as varchar) as category, 1 as counted,
    cast(null as bigint) as days
from stay as s
left join death as x on x.person_id = s.person_id
where s.setting = 'hospital' and s.ended is not null
    and not coalesce(s.discharged_to, 'unknown') in ('died', 'hospital')
    and (x.died is null or x.died > s.ended)
