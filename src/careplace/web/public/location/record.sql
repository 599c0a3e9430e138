-- How the locations of one provider, and of one brand, are rated, in some registers. Parameters: provider, brand,
-- snapshots. Out: a row for each of the two and each register.
with mine as (
    select 'provider' as whose, snapshot, overall from register
    where counted and provider_id = $provider and list_contains($snapshots, snapshot)
    union all
    select 'brand', snapshot, overall from register
    where counted and brand_name = $brand and list_contains($snapshots, snapshot)
)
select
    whose, snapshot, count(*) as locations,
    count(*) filter (where overall = 'Outstanding') as outstanding,
    count(*) filter (where overall = 'Good') as good,
    count(*) filter (where overall = 'Requires improvement') as requires_improvement,
    count(*) filter (where overall = 'Inadequate') as inadequate
from mine
group by whose, snapshot
order by whose desc, snapshot desc
