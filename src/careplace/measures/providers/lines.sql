-- A council's line: the code that it has come to, where law passed the whole of it to one successor. A council that was
-- split keeps its own line. In: area_successor. Out: council_line(code, line), and the tables that remember which places
-- each snapshot covered and of which councils they were made.
create or replace temp table council_line as
with recursive step as (
    select code, successor as line, 1 as steps from area_successor where whole
    union all
    select s.code, n.successor, s.steps + 1
    from step as s
    inner join area_successor as n on n.code = s.line and n.whole
    where s.steps < 10
)
select code, max_by(line, steps) as line from step group by code;

create or replace temp table member_then (snapshot date, place varchar, council varchar);

create or replace temp table place_then (
    snapshot date, place varchar, kind varchar, members bigint, members_covered bigint, covered boolean
);
