-- What the edition knows last of each location: its latest rating, wherever that is published, and the end of its
-- registration. In: last_row (last_row.sql), cqc_rating_history, cqc_last_rating, homecare_inspection, cqc_deactivated, rating_word.
-- Out: latest_rating.
create or replace temp view last_entry as
select
    location_id, snapshot,
    struct_pack(
        overall, safe, effective, caring, responsive, well_led, published_on, inherited,
        source := rating_source, sheet := rating_sheet, source_row := overall_row
    ) as entry
from last_row;

-- Ratings that other publications give of a registration itself. A rating that it inherited is the register's to tell.
create or replace temp table other_rating as
select location_id, domain, rating, published_on, 'history' as known_from, source, sheet, source_row
from cqc_rating_history where coalesce(rated_id, location_id) = location_id
union all
select location_id, domain, rating, published_on, 'last ratings', source, sheet, source_row
from cqc_last_rating where not coalesce(inherited, false)
union all
select location_id, 'Overall', rating, published_on, 'inspections', source, sheet, source_row from homecare_inspection;

-- Of those, the newest that is one of the four levels; of one day, the worse. "Inspected but not rated" takes no
-- rating's place.
create or replace temp table latest_other as
select o.*, w.from_worst
from other_rating as o
inner join rating_word as w on w.word = o.rating and w.kind = 'rated'
where o.domain = 'Overall' and o.published_on is not null
qualify row_number() over (
    partition by o.location_id order by o.published_on desc, w.from_worst, o.known_from, o.source, o.sheet, o.source_row
) = 1;

create or replace temp table other_question as
select
    q.location_id,
    min(q.rating) filter (where q.domain = 'Safe') as safe,
    min(q.rating) filter (where q.domain = 'Effective') as effective,
    min(q.rating) filter (where q.domain = 'Caring') as caring,
    min(q.rating) filter (where q.domain = 'Responsive') as responsive,
    min(q.rating) filter (where q.domain = 'Well-led') as well_led
from other_rating as q
inner join latest_other as o
    on o.location_id = q.location_id and o.published_on = q.published_on and o.known_from = q.known_from
group by q.location_id;

create or replace temp table registration_end as
select location_id, max(ended_on) as ended_on
from (
    select location_id, ended_on from cqc_deactivated
    union all
    select location_id, location_ended_on from homecare_inspection
)
where ended_on is not null
group by location_id;

-- A register says what stood on its day, so a rating is newer where it was published after the register's own, or,
-- where that has none, after the register. Of one day, the worse counts, as in the register.
create or replace table latest_rating as
with location as (
    select location_id from last_entry
    union
    select location_id from latest_other
    union
    select location_id from registration_end
),
side_by_side as (
    select
        l.location_id, e.snapshot, e.entry, o.known_from, x.ended_on,
        o.location_id is not null and (
            e.location_id is null
            or o.published_on > coalesce(e.entry.published_on, e.snapshot)
            or (o.published_on = e.entry.published_on and w.kind = 'rated' and o.from_worst < w.from_worst)
        ) as newer,
        struct_pack(
            overall := o.rating, safe := q.safe, effective := q.effective, caring := q.caring, responsive := q.responsive,
            well_led := q.well_led, published_on := o.published_on, inherited := false,
            source := o.source, sheet := o.sheet, source_row := o.source_row
        ) as elsewhere
    from location as l
    left join last_entry as e on e.location_id = l.location_id
    left join latest_other as o on o.location_id = l.location_id
    left join other_question as q on q.location_id = l.location_id
    left join rating_word as w on w.word = e.entry.overall
    left join registration_end as x on x.location_id = l.location_id
),
decided as (
    select *, case when newer then elsewhere else entry end as latest from side_by_side
)
select
    location_id, newer, latest.overall, latest.safe, latest.effective, latest.caring, latest.responsive, latest.well_led,
    latest.published_on, coalesce(latest.inherited, false) as inherited,
    case when newer then known_from when snapshot is not null then 'register' end as known_from,
    snapshot as register_snapshot, entry.overall as register_overall, entry.published_on as register_published_on,
    -- A register of a later day that still lists it says that it goes on.
    case when snapshot is null or ended_on >= snapshot then ended_on end as ended_on,
    latest.source, latest.sheet, latest.source_row
from decided
order by location_id;
