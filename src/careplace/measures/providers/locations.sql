-- Every location of some councils at a snapshot, with what it was before. In: here_all (register of the snapshot),
-- here_sector, changed (from changed.sql, empty where there is no earlier snapshot). Parameter: councils.
-- Out: one row a location, in the order of the name.
with sectors as (
    select location_id, string_agg(sector, '|' order by sector) as sectors from here_sector group by location_id
),
-- A location that is matched in one sector has not joined, though it may be new to another (home care that was not told
-- apart before, a home that changed its category).
changed as (
    select later_id, coalesce(min(change) filter (where earlier_id is not null), min(change)) as change,
        min(earlier_id) as earlier_id, min(earlier_rating) as earlier_rating, bool_or(followed > 0) as followed
    from changed where later_id is not null group by later_id
)
select
    h.location_id, h.location_name as name, coalesce(h.provider_name, h.provider_id) as provider, h.brand_name as brand, h.category,
    coalesce(s.sectors, '') as sectors, h.postcode, h.city,
    case when h.care_home then h.beds end as beds, coalesce(h.dormant, false) as dormant,
    h.counted and not coalesce(h.dormant, false) as counted,
    coalesce(h.overall, 'Not rated') as overall, h.safe, h.effective, h.caring, h.responsive, h.well_led,
    h.services_rated, h.published_on, date_diff('day', h.published_on, h.snapshot) / 365.25 as age, h.inherited,
    coalesce(c.change, '') as change, coalesce(c.earlier_rating, '') as earlier_rating,
    case when c.followed then c.earlier_id else '' end as followed_from,
    'https://www.cqc.org.uk/location/' || h.location_id as url
from here_all as h
left join sectors as s on s.location_id = h.location_id
left join changed as c on c.later_id = h.location_id
where list_contains($councils, h.council)
order by lower(h.location_name), h.location_id
