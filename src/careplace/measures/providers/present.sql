-- The places and sectors with locations at both dates. A sector that one of the two publications cannot tell (no service
-- types) is there at one date alone, and has no figure of change. In: changed_all. Out: changed (without the others).
create or replace temp table present as
select place, sector from changed_all group by place, sector
having count(*) filter (where change not in ('joined', 'joined unrated')) > 0
    and count(*) filter (where change not in ('left', 'left unrated')) > 0;

create or replace temp table changed as
select c.* from changed_all as c
inner join present as p on p.place = c.place and p.sector = c.sector
