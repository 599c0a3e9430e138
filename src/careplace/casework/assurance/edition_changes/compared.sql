-- The locations of a team's services: what is known now, what to keep of it for the next edition, and what changed.
-- In: listed (service, location_id, compared, and what was kept: overall_before …). A service that was not compared before
-- has no changes: what is known now is where it begins.
-- Nothing goes back: an older edition, put in service again, has no change, and neither has the newer one after it.
with successor as (
    select predecessor_id, min(successor_id) as successor_id from succession where steps = 1 group by predecessor_id
),
latest as (
    select
        listed.*, r.overall, r.published_on, r.register_snapshot, coalesce(r.ended_on, c.ended_on) as ended_on,
        c.provider_id, successor.successor_id
    from listed
    left join latest_rating as r on r.location_id = listed.location_id
    left join current_location as c on c.location_id = listed.location_id
    left join successor on successor.predecessor_id = listed.location_id
),
newer as (
    select
        *,
        coalesce(published_on > published_before, published_on is not null) as rating_is_newer,
        coalesce(register_snapshot > snapshot_before, register_snapshot is not null) as register_is_newer,
        -- A register of a later day that lists it says that it goes on.
        ended_before is not null and coalesce(register_snapshot <= ended_before, true) as still_ended
    from latest
)
select
    service, location_id,
    case when rating_is_newer then overall else overall_before end as overall,
    case when rating_is_newer then published_on else published_before end as published_on,
    case when register_is_newer then register_snapshot else snapshot_before end as register_snapshot,
    case when still_ended then ended_before else ended_on end as ended_on,
    case when register_is_newer then coalesce(provider_id, provider_before) else provider_before end as provider_id,
    coalesce(successor_before, successor_id) as successor_id,
    overall_before,
    compared and rating_is_newer and overall is distinct from overall_before
        and overall in ('Outstanding', 'Good', 'Requires improvement', 'Inadequate') as rating_changed,
    compared and ended_on is not null and not still_ended as registration_ended,
    compared and successor_id is not null and successor_before is null as registered_again,
    compared and register_is_newer and provider_id <> provider_before as provider_changed
from newer
order by service
