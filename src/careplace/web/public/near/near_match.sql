-- Those of near_location that a reader asks for, the nearest first. Closed and dormant locations are left out, and the second
-- registration of a home that two providers run. Parameters: sector, people, since (empty or null for any), levels and unrated
-- (null for any rating), least and most beds (most 0 for any). Out: near_match.
create or replace temp table near_match as
select
    *, row_number() over (order by kilometres, location_id) as position
from near_location
where ended_on is null and not dormant and counted
    and ($sector = '' or contains(sectors, '|' || $sector || '|'))
    and ($people = '' or contains(user_bands, '|' || $people || '|'))
    and (
        $levels is null
        or list_contains($levels, overall)
        or ($unrated and shown_rating(overall) is null)
    )
    and (
        $since is null
        or (published_on >= $since and shown_rating(overall) is not null)
    )
    and ($most = 0 or (care_home and beds between $least and $most))
