-- One row: a rated service on a day, with what had been published before that day. In: homecare_inspection, latest_rating, register.
-- Parameters: today, ids. A row of the past is of the day of its next report, and `below_good` is what that report said; a row of `ids` is of
-- today, without an outcome. concern is 0 Outstanding, 1 Good, 2 Requires improvement, 3 Inadequate; of two reports on a day the worse counts.
-- Nothing of the day itself or later is in any other column: tests/measures/warning/test_history.py shuffles the future.
with level as (
    select * from (values ('Outstanding', 0), ('Good', 1), ('Requires improvement', 2), ('Inadequate', 3)) as v (word, concern)
),

-- A rating that a later publication gives is known of today, and is no outcome: only some councils' later ratings are published here.
report as (
    select location_id, published_on, max(concern) as concern, bool_or(inspected) as inspected
    from (
        select location_id, published_on, rating, true as inspected from homecare_inspection
        union all
        select l.location_id, l.published_on, l.overall, false
        from latest_rating as l
        inner join (select distinct location_id from register where category = 'Community based adult social care services') as c
            on c.location_id = l.location_id
        where l.published_on is not null and not l.inherited
    ) as entry
    inner join level on level.word = entry.rating
    group by location_id, published_on
),

owner as (select location_id, min(ownership) as ownership from homecare_inspection group by location_id),

-- What each report follows. A frame that ends one report before keeps the report itself out.
sequence as (
    select
        location_id, published_on, concern, inspected,
        lag(concern) over earlier as concern_before,
        coalesce(sum(case when concern >= 2 then 1 else 0 end) over before_it, 0) as below_before,
        count(*) over before_it as reports_before
    from report
    window
        earlier as (partition by location_id order by published_on),
        before_it as (partition by location_id order by published_on rows between unbounded preceding and 1 preceding)
),

case_day as (
    select location_id, published_on as day, false as current, concern >= 2 as below_good
    from sequence where inspected and concern_before is not null
    union all
    select distinct location_id, cast($today as date), true, cast(null as boolean)
    from report where location_id in (select unnest($ids)) and published_on < cast($today as date)
),

-- How the latest report before the day stood to those before it.
known as (
    select
        c.location_id, c.day, c.current, c.below_good,
        max_by(s.concern, s.published_on) as concern,
        max_by(s.concern_before, s.published_on) as concern_before,
        max_by(s.below_before, s.published_on) as below_before,
        max_by(s.reports_before, s.published_on) as reports_before,
        max(s.published_on) as rated_on
    from case_day as c
    inner join sequence as s on s.location_id = c.location_id and s.published_on < c.day
    group by c.location_id, c.day, c.current, c.below_good
),

-- The latest register before the day that has the service: a later one would know which services lasted.
registered as (
    select k.location_id, k.day, max(r.snapshot) as snapshot
    from known as k
    inner join register as r on r.location_id = k.location_id and r.snapshot < k.day
    group by k.location_id, k.day
),

entry as (
    select
        g.location_id, g.day, r.snapshot, r.provider_id
    from registered as g
    inner join register as r on r.location_id = g.location_id and r.snapshot = g.snapshot
),

-- The provider's other services, each by its latest report before the day.
other as (
    select e.location_id, e.day, o.location_id as other_id, max_by(p.concern, p.published_on) as concern
    from entry as e
    inner join register as o on o.provider_id = e.provider_id and o.snapshot = e.snapshot and o.location_id <> e.location_id
    inner join report as p on p.location_id = o.location_id and p.published_on < e.day
    group by e.location_id, e.day, o.location_id
),

provider as (
    select location_id, day, count(*) as siblings, sum(case when concern >= 2 then 1 else 0 end) as siblings_below
    from other group by location_id, day
)

select
    k.location_id, k.day, year(k.day) as year, k.below_good, k.concern, k.rated_on,
    date_diff('day', k.rated_on, k.day) / 365.25 as years,
    coalesce(k.concern > k.concern_before, false) as fell,
    k.below_before, k.reports_before, w.ownership,
    coalesce(p.siblings, 0) as siblings, coalesce(p.siblings_below, 0) as siblings_below
from known as k
left join owner as w on w.location_id = k.location_id
left join provider as p on p.location_id = k.location_id and p.day = k.day
order by k.day, k.location_id, k.current
