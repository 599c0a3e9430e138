-- Each discharge from hospital of a person of 65 or more into reablement that began within 7 days, in October to December, and
-- whether on the 91st day after they lived and were neither in hospital nor in a care home: the definition until 2022-23.
with discharges as (
    select distinct s.person_id, s.ended, s.council, s.provider
    from stay as s
    join stay as c on c.person_id = s.person_id
    where s.setting = 'hospital' and c.reablement and extract(month from s.ended) in (10, 11, 12)
        and date_diff('day', cast(s.ended as date), cast(c.started as date)) between 0 and 7
        and not coalesce(s.discharged_to, 'unknown') = 'died'
),
away as (
    select distinct d.person_id, d.ended
    from discharges as d
    join stay as s on s.person_id = d.person_id
    where s.setting in ('hospital', 'care_home')
        and date_diff('day', cast(d.ended as date), cast(s.started as date)) between 1 and 91
        and (s.ended is null or date_diff('day', cast(d.ended as date), cast(s.ended as date)) > 91)
)
select d.person_id, d.ended as on_date, d.council, d.provider as trust, cast(null as varchar) as category,
    case when a.person_id is null and (x.died is null or date_diff('day', cast(d.ended as date), cast(x.died as date)) > 91)
        then 1 else 0 end as counted,
    cast(null as bigint) as days
from discharges as d
join person as p on p.person_id = d.person_id
left join away as a on a.person_id = d.person_id and a.ended = d.ended
left join death as x on x.person_id = d.person_id
where extract(year from d.ended) - extract(year from p.born)
        - case when extract(month from d.ended) < extract(month from p.born) then 1 else 0 end >= 65
