-- Which publications make one snapshot. In: cqc_location, cqc_rating. Out: location_date, rating_date
-- (published: the publication's own date; snapshot: the date of the snapshot that it belongs to).

-- A month's list of locations and its ratings are two files, some days apart: within 15 days they are one snapshot,
-- dated by the later of the two.
create or replace temp table pairing as
with pairs as (
    select
        r.snapshot as rating_snapshot,
        l.snapshot as location_snapshot,
        row_number() over (
            partition by r.snapshot order by abs(date_diff('day', l.snapshot, r.snapshot)), l.snapshot
        ) as nearness
    from (select distinct snapshot from cqc_rating) as r
    left join (select distinct snapshot from cqc_location) as l
        on abs(date_diff('day', l.snapshot, r.snapshot)) <= 15
)
select rating_snapshot, location_snapshot from pairs where nearness = 1;

create or replace table location_date as
select l.snapshot as published, greatest(l.snapshot, coalesce(max(p.rating_snapshot), l.snapshot)) as snapshot
from (select distinct snapshot from cqc_location) as l
left join pairing as p on p.location_snapshot = l.snapshot
group by l.snapshot;

create or replace table rating_date as
select p.rating_snapshot as published, coalesce(d.snapshot, p.rating_snapshot) as snapshot
from pairing as p
left join location_date as d on d.published = p.location_snapshot;
