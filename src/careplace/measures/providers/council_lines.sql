-- A council's line: the code that it has come to, where law passed the whole of it to one successor that was nothing else
-- before. A council that was split keeps its own line; one that was put together from several has no past, for a part is
-- not what the whole was (Gazetteer.as_at has the same rule). In: area, area_successor. Out: council_line(code, line), and
-- member_then and place_then, to be filled (record_places.sql). Cursors see them.
create or replace temp table heir as
select s.code, s.successor
from area_successor as s
inner join area as a on a.code = s.code
where s.whole and not exists (
    select 1
    from area_successor as o
    inner join area as b on b.code = o.code
    where o.successor = s.successor and o.code <> s.code
        -- Somerset was the county, and its districts, at once.
        and (b.kind = a.kind or b.council is distinct from s.code)
);

create or replace table council_line as
with recursive step as (
    select code, successor as line, 1 as steps from heir
    union all
    select s.code, n.successor, s.steps + 1
    from step as s
    inner join heir as n on n.code = s.line
    where s.steps < 10
)
select code, max_by(line, steps) as line from step group by code;

create or replace table member_then (snapshot date, place varchar, council varchar);

create or replace table place_then (
    snapshot date, place varchar, kind varchar, members bigint, members_covered bigint, covered boolean,
    has_services boolean
);
