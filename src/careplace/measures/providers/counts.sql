-- Counts of one snapshot. In: here (register of the snapshot), here_sector(location_id, council, sector),
-- member(place, council). Out: rating_count, sector_count, age, provider_count, brand_count, size_band, user_band.

create or replace temp table council_count as
with long as (
    select s.council, s.sector, 'overall' as domain, h.overall as rating, h.beds
    from here_sector as s inner join here as h on h.location_id = s.location_id
    union all
    select s.council, s.sector, 'safe', h.safe, h.beds
    from here_sector as s inner join here as h on h.location_id = s.location_id where h.safe is not null
    union all
    select s.council, s.sector, 'effective', h.effective, h.beds
    from here_sector as s inner join here as h on h.location_id = s.location_id where h.effective is not null
    union all
    select s.council, s.sector, 'caring', h.caring, h.beds
    from here_sector as s inner join here as h on h.location_id = s.location_id where h.caring is not null
    union all
    select s.council, s.sector, 'responsive', h.responsive, h.beds
    from here_sector as s inner join here as h on h.location_id = s.location_id where h.responsive is not null
    union all
    select s.council, s.sector, 'well-led', h.well_led, h.beds
    from here_sector as s inner join here as h on h.location_id = s.location_id where h.well_led is not null
)
select
    council, sector, domain, coalesce(rating, 'Not rated') as rating,
    count(*) as locations, coalesce(cast(sum(beds) as bigint), 0) as beds, coalesce(cast(sum(beds * beds) as bigint), 0) as beds_squared
from long
group by council, sector, domain, coalesce(rating, 'Not rated');

create or replace temp table rating_count as
select
    m.place, c.sector, c.domain, c.rating,
    cast(sum(c.locations) as bigint) as locations, cast(sum(c.beds) as bigint) as beds, cast(sum(c.beds_squared) as bigint) as beds_squared
from council_count as c
inner join member as m on m.council = c.council
group by m.place, c.sector, c.domain, c.rating
order by m.place, c.sector, c.domain, c.rating;

-- One row per place, sector and location: the rest is counted from it.
create or replace temp table placed as
select
    m.place, s.sector, h.location_id, h.provider_id, h.provider_name, h.brand_id, h.brand_name, h.beds, h.care_home,
    h.overall, h.user_bands, h.inherited,
    h.overall in ('Outstanding', 'Good', 'Requires improvement', 'Inadequate') as rated,
    date_diff('day', h.published_on, h.snapshot) / 365.25 as age
from here_sector as s
inner join here as h on h.location_id = s.location_id
inner join member as m on m.council = s.council;

create or replace temp table sector_count as
select
    place, sector, count(*) as locations, cast(sum(beds) as bigint) as beds, count(*) filter (where rated and inherited) as inherited
from placed
group by place, sector
order by place, sector;

create or replace temp table age as
select
    place, sector, count(*) as locations,
    percentile_cont(0.5) within group (order by age) as median,
    percentile_cont(0.9) within group (order by age) as p90
from placed
where rated and age is not null
group by place, sector
order by place, sector;

create or replace temp table provider_count as
with counted as (
    select place, sector, provider_id, max(provider_name) as name, count(*) as locations
    from placed
    where provider_id is not null
    group by place, sector, provider_id
),
ordered as (
    select *, row_number() over (partition by place, sector order by locations desc, provider_id) as nearness
    from counted
)
select
    place, sector, count(*) as providers, max(locations) as largest, cast(sum(locations) as bigint) as locations,
    max(name) filter (where nearness = 1) as largest_name
from ordered
group by place, sector
order by place, sector;

create or replace temp table brand_count as
with counted as (
    select place, sector, brand_id, max(brand_name) as name, count(*) as locations
    from placed
    where brand_id is not null
    group by place, sector, brand_id
),
ordered as (
    select *, row_number() over (partition by place, sector order by locations desc, brand_id) as nearness
    from counted
),
branded as (
    select
        place, sector, count(*) as brands, max(locations) as largest, cast(sum(locations) as bigint) as in_a_brand,
        max(name) filter (where nearness = 1) as largest_name
    from ordered
    group by place, sector
)
select b.*, c.locations from branded as b inner join sector_count as c on c.place = b.place and c.sector = b.sector
order by b.place, b.sector;

create or replace temp table size_band as
with banded as (
    select
        place, sector, rated, overall,
        case when beds <= 10 then '1-10-beds' when beds <= 25 then '11-25-beds' when beds <= 50 then '26-50-beds'
            else '51-beds-or-more' end as band
    from placed
    where care_home and beds > 0
)
select
    place, sector, band, count(*) as locations, count(*) filter (where rated) as rated,
    count(*) filter (where overall in ('Outstanding', 'Good')) as good
from banded
group by place, sector, band
order by place, sector, band;

create or replace temp table user_band as
with banded as (
    select place, sector, rated, overall, unnest(string_split(trim(user_bands, '|'), '|')) as band
    from placed
    where user_bands is not null and user_bands <> ''
)
select
    place, sector, band, count(*) as locations, count(*) filter (where rated) as rated,
    count(*) filter (where overall in ('Outstanding', 'Good')) as good
from banded
group by place, sector, band
order by place, sector, band;

-- Counts by level side by side, for the shares.
create or replace temp table level_count as
select
    place, sector, domain,
    coalesce(cast(sum(locations) filter (where rating = 'Outstanding') as bigint), 0) as outstanding,
    coalesce(cast(sum(locations) filter (where rating = 'Good') as bigint), 0) as good,
    coalesce(cast(sum(locations) filter (where rating = 'Requires improvement') as bigint), 0) as requires_improvement,
    coalesce(cast(sum(locations) filter (where rating = 'Inadequate') as bigint), 0) as inadequate,
    coalesce(cast(sum(beds) filter (where rating = 'Outstanding') as bigint), 0) as outstanding_beds,
    coalesce(cast(sum(beds) filter (where rating = 'Good') as bigint), 0) as good_beds,
    coalesce(cast(sum(beds) filter (where rating = 'Requires improvement') as bigint), 0) as requires_improvement_beds,
    coalesce(cast(sum(beds) filter (where rating = 'Inadequate') as bigint), 0) as inadequate_beds,
    coalesce(cast(sum(beds_squared) filter (where rating in ('Outstanding', 'Good', 'Requires improvement', 'Inadequate')) as bigint), 0)
        as rated_beds_squared
from rating_count
group by place, sector, domain
order by place, sector, domain;

create or replace temp table unrated_count as
select c.place, c.sector, c.domain, w.kind, cast(sum(c.locations) as bigint) as locations
from rating_count as c
inner join rating_word as w on w.word = c.rating
where w.kind <> 'rated'
group by c.place, c.sector, c.domain, w.kind
order by c.place, c.sector, c.domain, w.kind;

create or replace temp table dormant_count as
select m.place, count(*) filter (where h.dormant) as locations
from here as h
inner join member as m on m.council = h.council
where h.dormant is not null and h.counted
group by m.place
order by m.place;

-- What each place's publications hold, and the raw files that its figures come from.
create or replace temp table place_origin as
with flags as (
    select m.place, bool_and(p.lists_unrated) as lists_unrated
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
select f.place, string_agg(f.file, '|' order by f.file) as source, coalesce(bool_and(g.lists_unrated), false) as lists_unrated
from files as f
left join flags as g on g.place = f.place
group by f.place;
