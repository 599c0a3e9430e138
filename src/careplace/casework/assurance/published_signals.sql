-- What the edition says of locations that their team should know: one row a signal.
-- $ids: location IDs; $today: the date. A rating is old after three years without another. A fall is against the snapshot before the
-- latest one that has the location.
with ours as (
    select unnest($ids) as location_id
),
latest as (
    select
        r.location_id, r.overall, r.safe, r.effective, r.caring, r.responsive, r.well_led, r.published_on,
        coalesce(r.ended_on, c.ended_on) as ended_on
    from ours
    join latest_rating as r on r.location_id = ours.location_id
    left join current_location as c on c.location_id = ours.location_id
),
ranked as (
    select
        register.location_id, register.snapshot, register.overall,
        row_number() over (partition by register.location_id order by register.snapshot desc) as recency
    from register
    join ours on ours.location_id = register.location_id
),
level as (
    select * from (values ('Outstanding', 4), ('Good', 3), ('Requires improvement', 2), ('Inadequate', 1)) as t(overall, height)
),
question as (
    select location_id, 'Safe' as question, safe as overall, published_on from latest
    union all select location_id, 'Effective', effective, published_on from latest
    union all select location_id, 'Caring', caring, published_on from latest
    union all select location_id, 'Responsive', responsive, published_on from latest
    union all select location_id, 'Well-led', well_led, published_on from latest
)
select location_id, 'closed' as kind, null as question, null as overall, ended_on as dated, null as previous
from latest where ended_on is not null
union all
select latest.location_id, 'below-good', null, latest.overall, published_on, null
from latest join level on level.overall = latest.overall where height < 3 and ended_on is null
union all
select latest.location_id, 'fall', null, latest.overall, ranked.snapshot, ranked.overall
from latest
join ranked on ranked.location_id = latest.location_id and ranked.recency = 2
join level as now_level on now_level.overall = latest.overall
join level as then_level on then_level.overall = ranked.overall
where now_level.height < then_level.height and ended_on is null
union all
select question.location_id, 'question-below-good', question.question, question.overall, question.published_on, null
from question
join level on level.overall = question.overall
join latest on latest.location_id = question.location_id
where height < 3 and ended_on is null
union all
select latest.location_id, 'old', null, latest.overall, published_on, null
from latest join level on level.overall = latest.overall
where ended_on is null and published_on < $today::date - interval 3 year
order by location_id, kind, question
