-- One row: a service on 1 January of a year, what earlier reports said, and the first report within that year.
-- concern is 0 Outstanding, 1 Good, 2 Requires improvement, 3 Inadequate. Of two reports on a day the worse counts.
with report as (
    select
        locationid as location_id,
        cast(reportdate as date) as published_on,
        max(case lower(rating)
            when 'outstanding' then 0 when 'good' then 1 when 'requires improvement' then 2 when 'inadequate' then 3
        end) as concern
    from inspection
    group by locationid, cast(reportdate as date)
),

-- A report whose rating is none of the four says nothing of an order.
rated as (select location_id, published_on, concern from report where concern is not null),

sequence as (
    select
        location_id,
        published_on,
        concern,
        lag(concern) over (partition by location_id order by published_on) as concern_before
    from rated
),

-- The first year has no history, and the last is not complete.
cut as (
    select distinct year(published_on) as cut_year, make_date(year(published_on), 1, 1) as cut_day
    from rated
    where year(published_on) > (select min(year(published_on)) from rated) + 1
        and year(published_on) < (select max(year(published_on)) from rated)
),

known_before as (
    select
        cut.cut_year,
        cut.cut_day,
        sequence.location_id,
        max_by(sequence.concern, sequence.published_on) as concern,
        max(sequence.published_on) as rated_on,
        count(case when sequence.concern > sequence.concern_before
            and sequence.published_on > cut.cut_day - interval 24 month then 1 end) as falls
    from cut
    inner join sequence on sequence.published_on < cut.cut_day
    group by cut.cut_year, cut.cut_day, sequence.location_id
),

after as (
    select cut.cut_year, rated.location_id, min_by(rated.concern, rated.published_on) as next_concern
    from cut
    inner join rated on rated.published_on >= cut.cut_day and rated.published_on < cut.cut_day + interval 12 month
    group by cut.cut_year, rated.location_id
)

select
    known_before.cut_year as period,
    known_before.location_id,
    known_before.concern,
    (year(cut_day) - year(rated_on)) * 12 + month(cut_day) - month(rated_on)
        - case when day(rated_on) > day(cut_day) then 1 else 0 end as months,
    known_before.falls,
    after.next_concern
from known_before
inner join after on after.cut_year = known_before.cut_year and after.location_id = known_before.location_id
order by period, known_before.location_id
