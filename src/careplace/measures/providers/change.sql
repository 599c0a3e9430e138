-- Change between two snapshots. In: earlier, later (register rows of the two snapshots), earlier_sector, later_sector
-- (location_id, sector), member_earlier, member_later (place, council), succession.
-- Out: met (locations with what they met), change_count (by place), matched (a view: by place and location), stock,
-- change_origin (by place, the raw files of both dates, and whether they list every registered location).

-- A location is matched with itself; one that is gone, with its successor, if that is new: one that CQC names before one
-- that was inferred, and the nearer before the farther. Two homes that merged into
-- one registration: one is matched, the other left.
create or replace temp table pair as
with gone as (
    select s.predecessor_id, s.successor_id, s.steps, s.basis <> 'published' as inferred
    from succession as s
    inner join later as l on l.location_id = s.successor_id
    where s.predecessor_id in (select location_id from earlier)
        and s.predecessor_id not in (select location_id from later)
        and s.successor_id not in (select location_id from earlier)
),
nearest as (
    select *, row_number() over (partition by predecessor_id order by inferred, steps, successor_id) as nearness
    from gone
),
one_each as (
    select *, row_number() over (partition by successor_id order by inferred, steps, predecessor_id) as taken
    from nearest where nearness = 1
)
select predecessor_id as earlier_id, successor_id as later_id, true as followed from one_each where taken = 1
union all
select e.location_id, l.location_id, false
from earlier as e
inner join later as l on l.location_id = e.location_id;

-- What happened to each location in each sector, wherever it lies: `met` if the place holds both ends of it, `gone` if
-- the earlier one alone, `come` if the later one alone.
create or replace temp table met as
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
    end as met,
    case when b.score is null then 'left unrated' else 'left' end as gone,
    case when a.score is null then 'joined unrated' else 'joined' end as come
from before as b
full outer join after as a on a.location_id = b.later_id and a.sector = b.sector;

create or replace temp table met_count as
select
    sector, earlier_council, later_council, earlier_rating, later_rating, met, gone, come,
    count(*) as locations, count(*) filter (where followed) as followed
from met
group by sector, earlier_council, later_council, earlier_rating, later_rating, met, gone, come;

-- A place is held by the councils that it was made of at each date, so that a home that moved between two councils of a
-- region left the one and joined the other, and stayed in the region.
create or replace temp table change_count as
select place, sector, change, earlier_rating, later_rating,
    cast(sum(locations) as bigint) as locations, cast(sum(followed) as bigint) as followed
from (
    select
        e.place, m.sector, m.earlier_rating, m.later_rating, m.locations,
        case when l.place is null then 0 else m.followed end as followed,
        case when l.place is null then m.gone else m.met end as change
    from met_count as m
    inner join member_earlier as e on e.council = m.earlier_council
    left join member_later as l on l.place = e.place and l.council = m.later_council
    union all
    select l.place, m.sector, null, m.later_rating, m.locations, 0, m.come
    from met_count as m
    inner join member_later as l on l.council = m.later_council
    left join member_earlier as e on e.place = l.place and e.council = m.earlier_council
    where e.place is null
)
group by place, sector, change, earlier_rating, later_rating
order by place, sector, change, earlier_rating, later_rating;

create or replace temp view matched as
select
    e.place, m.sector, m.earlier_id, m.earlier_rating,
    case when l.place is null then null else m.later_id end as later_id,
    case when l.place is null then null else m.later_rating end as later_rating,
    m.followed and l.place is not null as followed,
    case when l.place is null then m.gone else m.met end as change
from met as m
inner join member_earlier as e on e.council = m.earlier_council
left join member_later as l on l.place = e.place and l.council = m.later_council
union all
select l.place, m.sector, null, null, m.later_id, m.later_rating, false, m.come
from met as m
inner join member_later as l on l.council = m.later_council
left join member_earlier as e on e.place = l.place and e.council = m.earlier_council
where e.place is null;

-- The stock at both dates, for the change in shares.
create or replace temp table stock as
with sided as (
    select place, sector, earlier_rating as rating, sum(locations) as earlier, 0 as later
    from change_count where change not in ('joined', 'joined unrated') group by all
    union all
    select place, sector, later_rating, 0, sum(locations)
    from change_count where change not in ('left', 'left unrated') group by all
)
select place, sector, rating, cast(sum(earlier) as bigint) as earlier, cast(sum(later) as bigint) as later
from sided
where rating in ('Outstanding', 'Good', 'Requires improvement', 'Inadequate')
group by place, sector, rating
order by place, sector, rating;

create or replace temp table change_origin as
with files as (
    select m.place, f.file
    from member_earlier as m
    inner join (
        select council, source as file from earlier union select council, rating_source from earlier
    ) as f on f.council = m.council
    union
    select m.place, f.file
    from member_later as m
    inner join (
        select council, source as file from later union select council, rating_source from later
    ) as f on f.council = m.council
),
sources as (
    select place, string_agg(left(file, 12), '|' order by left(file, 12)) as source
    from files where file is not null group by place
),
earlier_list as (
    select m.place, bool_and(c.listed) as listed
    from member_earlier as m
    inner join (select council, bool_and(in_list) as listed from earlier group by council) as c on c.council = m.council
    group by m.place
),
later_list as (
    select m.place, bool_and(c.listed) as listed
    from member_later as m
    inner join (select council, bool_and(in_list) as listed from later group by council) as c on c.council = m.council
    group by m.place
)
select s.place, s.source, coalesce(e.listed, false) as earlier_listed, coalesce(l.listed, false) as later_listed
from sources as s
left join earlier_list as e on e.place = s.place
left join later_list as l on l.place = s.place;
