-- Which sectors each location of a snapshot is in. In: register_here. Out: sector_here (one row per snapshot, location and sector).
-- Service types are known only where the list of active locations (or the API) is; without them a location stands
-- in its broad sector alone. A location that offers home care and supported living stands in both.
create or replace temp table sector_here as
with care as (
    select
        snapshot, location_id, council, category, services,
        category in ('Residential social care', 'Community based adult social care services') as social_care
    from register_here
    where counted and council is not null and not coalesce(dormant, false)
),
membership as (
    select snapshot, location_id, council, 'adult-social-care' as sector from care where social_care
    union all
    select snapshot, location_id, council, 'residential-care' from care where category = 'Residential social care'
    union all
    select snapshot, location_id, council, 'care-homes-with-nursing' from care
    where category = 'Residential social care' and services like '%|Care home service with nursing|%'
    union all
    select snapshot, location_id, council, 'care-homes-without-nursing' from care
    where category = 'Residential social care' and services like '%|Care home service without nursing|%'
        and services not like '%|Care home service with nursing|%'
    union all
    select snapshot, location_id, council, 'community-social-care' from care
    where category = 'Community based adult social care services'
    union all
    select snapshot, location_id, council, 'home-care' from care
    where social_care and services like '%|Domiciliary care service|%'
    union all
    select snapshot, location_id, council, 'supported-living' from care
    where social_care and services like '%|Supported living service|%'
    union all
    select snapshot, location_id, council, 'extra-care' from care
    where social_care and services like '%|Extra Care housing services|%'
    union all
    select snapshot, location_id, council,
        case
            when category = 'GP Practices' then 'gp-practices'
            when category like 'Acute hospital%' then 'hospitals'
            when category like 'Mental health%' then 'mental-health'
            when category like 'Community health%' then 'community-health'
            when category = 'Dentists' then 'dentists'
            else 'other'
        end
    from care
    where not coalesce(social_care, false)
)
select snapshot, location_id, council, sector from membership order by snapshot, sector, council, location_id;
