-- Change between two snapshots. In: earlier, later (register rows of the two snapshots), earlier_sector, later_sector
-- (location_id, sector), member_earlier, member_later (place, council), succession.
-- Out: pair (earlier_id, later_id, followed), change_origin (by place, the raw files of both dates, and whether they list
-- every registered location).

-- A location is matched with itself; one that closed, with its successor, if that is new: one that CQC names before one
-- that was inferred, and the nearer before the farther. Two homes that merged into
-- one registration: one is matched, the other left.
create or replace temp table pair as
with closed as (
    select s.predecessor_id, s.successor_id, s.steps, s.basis <> 'published' as inferred
    from succession as s
    inner join later as l on l.location_id = s.successor_id
    where s.predecessor_id in (select location_id from earlier)
        and s.predecessor_id not in (select location_id from later)
        and s.successor_id not in (select location_id from earlier)
),
nearest as (
    select *, row_number() over (partition by predecessor_id order by inferred, steps, successor_id) as nearness
    from closed
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
    select m.place, bool_and(c.lists_unrated) as lists_unrated
    from member_earlier as m
    inner join (select council, bool_and(in_list) as lists_unrated from earlier group by council) as c on c.council = m.council
    group by m.place
),
later_list as (
    select m.place, bool_and(c.lists_unrated) as lists_unrated
    from member_later as m
    inner join (select council, bool_and(in_list) as lists_unrated from later group by council) as c on c.council = m.council
    group by m.place
)
select s.place, s.source, coalesce(e.lists_unrated, false) as earlier_listed, coalesce(l.lists_unrated, false) as later_listed
from sources as s
left join earlier_list as e on e.place = s.place
left join later_list as l on l.place = s.place;
