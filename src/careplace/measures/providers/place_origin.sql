-- What each place's publications hold, and the raw files that its figures come from. In: member, snapshot_place, as_at, here.
-- Out: place_origin.
create or replace temp table place_origin as
with flags as (
    select
        m.place, bool_and(p.lists_unrated) as lists_unrated, bool_and(p.has_beds) as has_beds,
        bool_and(p.has_services) as has_services, bool_and(p.has_key_questions) as has_key_questions
    from member as m
    inner join snapshot_place as p on p.council = m.council
    inner join as_at on as_at.snapshot = p.snapshot
    group by m.place
),
files as (
    select distinct m.place, f.file
    from member as m
    inner join (
        select council, left(source, 12) as file from here
        union
        select council, left(rating_source, 12) from here where rating_source is not null
    ) as f on f.council = m.council
)
select
    f.place, string_agg(f.file, '|' order by f.file) as source,
    coalesce(bool_and(g.lists_unrated), false) as lists_unrated, coalesce(bool_and(g.has_beds), false) as has_beds,
    coalesce(bool_and(g.has_services), false) as has_services,
    coalesce(bool_and(g.has_key_questions), false) as has_key_questions
from files as f
left join flags as g on g.place = f.place
group by f.place;
