-- Each start of long-term support in a care home that does not continue another within 7 days, and whether the person had
-- left hospital in the 7 days before.
with homes as (
    select person_id, started, council,
        max(coalesce(ended, cast('9999-12-31' as date))) over (
            partition by person_id order by started, ended, council rows between unbounded preceding and 1 preceding
        ) as earlier_until
    from stay
    where setting = 'care_home' and long_term
),
discharges as (
    select distinct h.person_id, h.started
    from homes as h
    join stay as s on s.person_id = h.person_id
    where s.setting = 'hospital' and date_diff('day', cast(s.ended as date), cast(h.started as date)) between 0 and 7
)
select h.person_id, h.started as on_date, h.council, cast(null as varchar) as trust,
    case when d.person_id is null then 'elsewhere' else 'hospital' end as category, 1 as counted, cast(null as bigint) as days
from homes as h
left join discharges as d on d.person_id = h.person_id and d.started = h.started
where h.earlier_until is null or date_diff('day', cast(h.earlier_until as date), cast(h.started as date)) > 7
