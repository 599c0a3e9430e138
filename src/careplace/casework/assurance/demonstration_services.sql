-- The adult social care locations of one council, the first by code that has ten of them: services of a fictional team.
with social_care as (
    select
        council, location_id, location_name as name, provider_name,
        coalesce(care_home, false) as care_home, coalesce(services, '') like '%nursing%' as nursing
    from current_location
    where ended_on is null and (category like '%social care%')
),
chosen as (
    select council from social_care where council is not null group by council having count(*) >= 10
    order by council limit 1
)
select council, location_id, name, provider_name, care_home, nursing
from social_care join chosen using (council)
order by name, location_id
limit 24
