-- The locations of a reader's list in its order, each as in the latest register that lists it, with its latest rating.
-- Those that the edition does not know have no name. Parameters: ids, as_at (the day of ages).
select
    i.location_id, r.location_name as name, r.category, r.postcode, r.city, r.council, coalesce(a.name, '') as council_name,
    case when r.care_home then r.beds end as beds, r.provider_id, r.provider_name, r.snapshot,
    coalesce(r.dormant, false) as dormant, n.overall, n.safe, n.effective, n.caring, n.responsive, n.well_led, n.published_on,
    n.inherited, n.ended_on, greatest(0, date_diff('day', n.published_on, $as_at)) / 365.25 as age,
    c.location_id is not null as current
from (select unnest($ids) as location_id, generate_subscripts($ids, 1) as position) as i
left join latest_rating as n on n.location_id = i.location_id
left join (select * from register where list_contains($ids, location_id)) as r
    on r.location_id = i.location_id and r.snapshot = n.register_snapshot
left join current_location as c on c.location_id = i.location_id
left join area as a on a.code = r.council
order by i.position
