-- A page of the locations of a register, by identifier. Parameters: snapshot; councils, sector, rating and latest_rating,
-- null where they are not asked; after, the identifier to begin after; rows, how many.
with page as (
    select r.*, n as latest
    from register as r
    inner join latest_rating as n on n.location_id = r.location_id
    where r.snapshot = $snapshot
        and r.location_id > $after
        and ($councils is null or list_contains($councils, r.council))
        and ($rating is null or $rating = coalesce(shown_rating(r.overall), 'not rated'))
        and ($latest_rating is null or $latest_rating = coalesce(shown_rating(n.overall), 'not rated'))
        and (
            $sector is null
            or r.location_id in (select s.location_id from location_sector as s where s.snapshot = $snapshot and s.sector = $sector)
        )
    order by r.location_id
    limit $rows
),

within as (
    select s.location_id, list_sort(array_agg(s.sector)) as sectors
    from location_sector as s
    where s.snapshot = $snapshot and s.location_id in (select p.location_id from page as p)
    group by s.location_id
)

select p.*, coalesce(w.sectors, []) as sectors
from page as p
left join within as w on w.location_id = p.location_id
order by p.location_id
