-- The registrations before and after one. Parameter: id. `earlier` says which it is of the two.
with reasons as (
    select predecessor_id, successor_id, min(reason) as reason
    from cqc_location_link group by predecessor_id, successor_id
),
linked as (
    select s.predecessor_id as location_id, true as earlier, s.basis, s.steps, r.reason
    from succession as s
    left join reasons as r on r.predecessor_id = s.predecessor_id and r.successor_id = s.successor_id
    where s.successor_id = $id
    union all
    select s.successor_id, false, s.basis, s.steps, r.reason
    from succession as s
    left join reasons as r on r.predecessor_id = s.predecessor_id and r.successor_id = s.successor_id
    where s.predecessor_id = $id
),
names as (
    select location_id, location_name, snapshot from register
    where location_id in (select location_id from linked)
    union all
    select location_id, location_name, snapshot from cqc_deactivated
    where location_id in (select location_id from linked)
),
ends as (
    select location_id, max(ended_on) as ended_on from cqc_deactivated group by location_id
)
select
    l.location_id, l.earlier, l.basis, l.steps, l.reason, max_by(n.location_name, n.snapshot) as name, max(e.ended_on) as ended_on
from linked as l
left join names as n on n.location_id = l.location_id
left join ends as e on e.location_id = l.location_id
group by l.location_id, l.earlier, l.basis, l.steps, l.reason
order by l.earlier desc, l.steps, l.location_id
