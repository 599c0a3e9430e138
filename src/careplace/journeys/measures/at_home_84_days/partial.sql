-- Each discharge from hospital of a person of 65 or more into reablement, and whether in the 84 days after they neither came
-- back into hospital unplanned, nor moved into a care home for long, nor died. Spells of reablement with at most 7 days between
-- are one. As DHSC counts ASCOF 2D(1): stays of a night or more, of people who had no long-term place in a care home
-- (github.com/DataS-DHSC/ASC-CLD-LA-Dashboard, ASCOF_measures/Create_ASCOF_2D.sql).
with spells as (
    select person_id, started, council,
        max(coalesce(ended, cast('9999-12-31' as date))) over (
            partition by person_id order by started, ended, council rows between unbounded preceding and 1 preceding
        ) as earlier_until
    from stay
    where reablement
),
starts as (
    select person_id, started, council
    from spells
    where earlier_until is null or date_diff('day', cast(earlier_until as date), cast(started as date)) > 7
),
residents as (
    select distinct h.person_id, h.started
    from stay as h
    join stay as c on c.person_id = h.person_id
    where h.setting = 'hospital' and c.setting = 'care_home' and c.long_term and c.started <= h.started
        and (c.ended is null or c.ended >= h.started)
),
discharges as (
    select c.person_id, c.started, c.council, s.ended, s.provider,
        row_number() over (partition by c.person_id, c.started order by s.ended desc, s.provider) as place_in_order
    from starts as c
    join stay as s on s.person_id = c.person_id
    left join residents as r on r.person_id = s.person_id and r.started = s.started
    where s.setting = 'hospital' and date_diff('day', cast(c.started as date), cast(s.ended as date)) between -7 and 3
        and s.started < s.ended and s.started <= c.started and r.person_id is null
        and not coalesce(s.discharged_to, 'unknown') in ('died', 'hospital')
),
moves as (
    select distinct d.person_id, d.started
    from discharges as d
    join stay as s on s.person_id = d.person_id
    where d.place_in_order = 1 and (
        s.setting = 'hospital' and s.admission in ('emergency', 'other') and (s.ended is null or s.started < s.ended)
            and s.started > d.started and date_diff('day', cast(d.ended as date), cast(s.started as date)) between 1 and 84
        or s.setting = 'care_home' and s.long_term
            and date_diff('day', cast(d.ended as date), cast(s.started as date)) between 0 and 84
    )
)
select d.person_id, d.ended as on_date, d.council, d.provider as trust, cast(null as varchar) as category,
    case when m.person_id is null and (x.died is null or date_diff('day', cast(d.ended as date), cast(x.died as date)) > 84)
        then 1 else 0 end as counted,
    cast(null as bigint) as days
from discharges as d
join person as p on p.person_id = d.person_id
left join moves as m on m.person_id = d.person_id and m.started = d.started
left join death as x on x.person_id = d.person_id
where d.place_in_order = 1
    and extract(year from d.ended) - extract(year from p.born)
        - case when extract(month from d.ended) < extract(month from p.born) then 1 else 0 end >= 65
