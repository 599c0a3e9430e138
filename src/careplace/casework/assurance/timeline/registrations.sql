-- The registrations of a home: its own, those before and those after it, each with its beginning and its end, and how the
-- link is known. Parameter: id. A null is what no publication says.
with linked as (
    select $id as location_id, 'own' as relation, null as basis, 0 as steps
    union all
    select predecessor_id, 'earlier', basis, steps from succession where successor_id = $id
    union all
    select successor_id, 'later', basis, steps from succession where predecessor_id = $id
),
begun as (
    select location_id, min(registered_on) as registered_on
    from (
        select location_id, registered_on from register
        union all select location_id, registered_on from cqc_deactivated
        union all select location_id, location_started_on from homecare_inspection
    )
    where location_id in (select location_id from linked)
    group by location_id
)
select linked.location_id, linked.relation, linked.basis, begun.registered_on, latest_rating.ended_on
from linked
left join begun on begun.location_id = linked.location_id
left join latest_rating on latest_rating.location_id = linked.location_id
order by linked.relation, linked.steps, linked.location_id
