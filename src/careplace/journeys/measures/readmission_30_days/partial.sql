-- Each discharge of a living person from hospital, and whether an emergency stay that comes later begins 0 to 29 days after.
with stays as (
    select person_id, started, ended, admission, discharged_to, council, provider,
        row_number() over (partition by person_id order by started, ended, admission, provider, discharged_to, council) as place_in_order
    from stay
    where setting = 'hospital'
),
readmissions as (
    select distinct d.person_id, d.place_in_order
    from stays as d
    join stays as r on r.person_id = d.person_id and r.place_in_order > d.place_in_order
    where r.admission = 'emergency'
        and date_diff('day', cast(d.ended as date), cast(r.started as date)) between 0 and 29
)
select d.person_id, d.ended as on_date, d.council, d.provider as trust, d.admission as category,
    case when r.person_id is null then 0 else 1 end as counted, cast(null as bigint) as days
from stays as d
left join readmissions as r on r.person_id = d.person_id and r.place_in_order = d.place_in_order
left join death as x on x.person_id = d.person_id
where d.ended is not null
    and not coalesce(d.discharged_to, 'unknown') in ('died', 'hospital')
    and (x.died is null or x.died > d.ended)
