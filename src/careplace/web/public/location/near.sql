-- The nearest locations of the same category in the same register, as the crow flies, in kilometres (a sphere of 6,371 km).
-- Each with its latest rating; those that have closed are left out. Parameters: id, snapshot, most.
with placed as (
    select
        r.location_id, r.location_name, r.category, n.overall, n.published_on, r.provider_name, r.postcode,
        radians(l.latitude) as latitude, radians(l.longitude) as longitude
    from register as r
    inner join cqc_location as l on l.location_id = r.location_id and l.source = r.source
    inner join latest_rating as n on n.location_id = r.location_id
    where r.snapshot = $snapshot and (n.ended_on is null or r.location_id = $id) and l.latitude is not null and l.longitude is not null
),
distance as (
    select
        o.location_id, o.location_name, o.overall, o.published_on, o.provider_name, o.postcode,
        pow(sin((o.latitude - h.latitude) / 2), 2)
            + cos(h.latitude) * cos(o.latitude) * pow(sin((o.longitude - h.longitude) / 2), 2) as haversine
    from placed as o
    inner join placed as h on h.location_id = $id and h.category = o.category and h.location_id <> o.location_id
)
select location_id, location_name, overall, published_on, provider_name, postcode, 2 * 6371 * asin(sqrt(least(1, haversine))) as kilometres
from distance
order by kilometres, location_id
limit $most
