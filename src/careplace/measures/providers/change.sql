-- Change between two snapshots for one or more places. In: earlier, later (register rows of the two snapshots that
-- are counted), earlier_sector, later_sector (location_id, sector), member_earlier, member_later (place, council),
-- succession(predecessor_id, successor_id). Out: matched (one row a place, sector and location), change_count.

create or replace temp table before as
select m.place, s.sector, e.location_id, e.overall
from earlier as e
inner join earlier_sector as s on s.location_id = e.location_id
inner join member_earlier as m on m.council = e.council;

create or replace temp table after as
select m.place, s.sector, l.location_id, l.overall
from later as l
inner join later_sector as s on s.location_id = l.location_id
inner join member_later as m on m.council = l.council;

-- A home re-registered under a new id is the same home: it is followed to its successor, one step or several having
-- been joined in `succession` already. An id that is there on both dates is matched with itself first.
create or replace temp table followed as
select b.place, b.sector, b.location_id as earlier_id, min(s.successor_id) as later_id
from before as b
inner join succession as s on s.predecessor_id = b.location_id
inner join after as a on a.place = b.place and a.sector = b.sector and a.location_id = s.successor_id
where not exists (
        select 1 from after as same
        where same.place = b.place and same.sector = b.sector and same.location_id = b.location_id
    )
    and not exists (
        select 1 from before as own
        where own.place = b.place and own.sector = b.sector and own.location_id = s.successor_id
    )
group by b.place, b.sector, b.location_id;

-- Two homes that merged into one registration: only one of them is matched, the other left.
create or replace temp table paired as
select place, sector, min(earlier_id) as earlier_id, later_id from followed group by place, sector, later_id
union all
select b.place, b.sector, b.location_id, a.location_id
from before as b
inner join after as a on a.place = b.place and a.sector = b.sector and a.location_id = b.location_id;

create or replace temp table matched as
with rated as (select 'Outstanding' as rating, 4 as score union all select 'Good', 3
    union all select 'Requires improvement', 2 union all select 'Inadequate', 1)
select
    coalesce(p.place, b.place, a.place) as place, coalesce(p.sector, b.sector, a.sector) as sector,
    coalesce(p.earlier_id, b.location_id) as earlier_id, coalesce(p.later_id, a.location_id) as later_id,
    b.overall as earlier_rating, a.overall as later_rating,
    p.earlier_id <> p.later_id as followed,
    case
        when a.location_id is null then case when rb.score is null then 'left unrated' else 'left' end
        when b.location_id is null then case when ra.score is null then 'joined unrated' else 'joined' end
        when ra.score is null and rb.score is null then 'unrated at both'
        when rb.score is null then 'first rating'
        when ra.score is null then 'rating withdrawn'
        when ra.score > rb.score then 'better'
        when ra.score < rb.score then 'worse'
        else 'same'
    end as change
from before as b
left join paired as p on p.place = b.place and p.sector = b.sector and p.earlier_id = b.location_id
full outer join after as a on a.place = p.place and a.sector = p.sector and a.location_id = p.later_id
left join rated as ra on ra.rating = a.overall
left join rated as rb on rb.rating = b.overall;

create or replace temp table change_count as
select
    place, sector, change, earlier_rating, later_rating, count(*) as locations,
    count(*) filter (where followed) as followed
from matched
group by place, sector, change, earlier_rating, later_rating
order by place, sector, change, earlier_rating, later_rating;

-- The stock at both dates, for the change in shares.
create or replace temp table stock as
select
    coalesce(e.place, l.place) as place, coalesce(e.sector, l.sector) as sector,
    coalesce(e.rating, l.rating) as rating,
    coalesce(e.locations, 0) as earlier, coalesce(l.locations, 0) as later
from (
    select place, sector, overall as rating, count(*) as locations from before
    where overall in ('Outstanding', 'Good', 'Requires improvement', 'Inadequate') group by place, sector, overall
) as e
full outer join (
    select place, sector, overall as rating, count(*) as locations from after
    where overall in ('Outstanding', 'Good', 'Requires improvement', 'Inadequate') group by place, sector, overall
) as l on l.place = e.place and l.sector = e.sector and l.rating = e.rating
order by 1, 2, 3;
