-- What happened to each location in each sector, for a place that has it at both dates, at the earlier
-- alone or at the later alone. In: earlier, later, earlier_sector, later_sector, pair (change.sql).
with score as (
    select 'Outstanding' as rating, 4 as score union all select 'Good', 3
    union all select 'Requires improvement', 2 union all select 'Inadequate', 1
),
before as (
    select s.sector, e.location_id, e.council, e.overall, c.score, p.later_id, p.followed
    from earlier_sector as s
    inner join earlier as e on e.location_id = s.location_id
    left join pair as p on p.earlier_id = e.location_id
    left join score as c on c.rating = e.overall
),
after as (
    select s.sector, l.location_id, l.council, l.overall, c.score
    from later_sector as s
    inner join later as l on l.location_id = s.location_id
    left join score as c on c.rating = l.overall
)
select
    coalesce(b.sector, a.sector) as sector,
    b.location_id as earlier_id, a.location_id as later_id,
    b.council as earlier_council, a.council as later_council,
    b.overall as earlier_rating, a.overall as later_rating,
    coalesce(b.followed and a.location_id is not null, false) as followed,
    case
        when a.score is null and b.score is null then 'unrated at both'
        when b.score is null then 'first rating'
        when a.score is null then 'rating withdrawn'
        when a.score > b.score then 'better'
        when a.score < b.score then 'worse'
        else 'same'
    end as at_both,
    case when b.score is null then 'left unrated' else 'left' end as earlier_only,
    case when a.score is null then 'joined unrated' else 'joined' end as later_only
from before as b
full outer join after as a on a.location_id = b.later_id and a.sector = b.sector
