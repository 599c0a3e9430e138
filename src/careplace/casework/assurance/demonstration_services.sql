-- The adult social care locations of one council, the first by code that has ten of them: services of a fictional team.
-- A council that was always there comes before one that began on a day: its programme is evaluated from figures of years.
with social_care as (
    select
        council, location_id, location_name as name, provider_name,
        coalesce(care_home, false) as care_home, coalesce(services, '') like '%nursing%' as nursing
    from current_location
    where ended_on is null and (category like '%social care%')
),
chosen as (
    select social_care.council
    from social_care join area on area.code = social_care.council
    group by social_care.council, area.from_date
    having count(*) >= 10
    order by area.from_date is not null, social_care.council
    limit 1
)
select council, location_id, name, provider_name, care_home, nursing
from social_care join chosen using (council)
order by name, location_id
limit 24
