-- Providers whose name has some words, those that begin with them first; or the one with that identifier. People who are
-- providers have no name here, and are found by their identifier alone. Parameters: words (folded), id, most.
select
    provider_id, max(provider_name) as name, count(*) filter (where ended_on is null) as locations, count(*) over () as total
from current_location
where provider_id = $id
    or (contains(folded_provider_name, $words) and not starts_with(provider_name, 'Individual/partnership'))
group by provider_id
order by provider_id <> $id, not starts_with(min(folded_provider_name), $words), min(folded_provider_name), provider_id
limit $most
