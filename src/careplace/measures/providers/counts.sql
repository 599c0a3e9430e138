-- Counts of one snapshot. In: here (register of the snapshot), here_sector(location_id, council, sector),
-- member(place, council). Out: rating_count, sector_count, age, provider_count, brand_count, size_band, user_band,
-- regulation_count, dormant_count, place_origin.

create or replace temp table sectored as
select
    s.sector, s.council, h.location_id, h.provider_id, h.brand_id, h.beds, h.care_home, h.user_bands, h.inherited,
    h.overall, h.safe, h.effective, h.caring, h.responsive, h.well_led,
    h.overall in ('Outstanding', 'Good', 'Requires improvement', 'Inadequate') as rated,
    h.overall in ('Outstanding', 'Good') as good,
    date_diff('day', h.published_on, h.snapshot) / 365.25 as age
from here_sector as s
inner join here as h on h.location_id = s.location_id;

create or replace temp table council_count as
with long as (
    select council, sector, 'overall' as domain, coalesce(overall, 'Not rated') as rating, beds from sectored
    union all
    select council, sector, 'safe', safe, beds from sectored where safe is not null
    union all
    select council, sector, 'effective', effective, beds from sectored where effective is not null
    union all
    select council, sector, 'caring', caring, beds from sectored where caring is not null
    union all
    select council, sector, 'responsive', responsive, beds from sectored where responsive is not null
    union all
    select council, sector, 'well-led', well_led, beds from sectored where well_led is not null
)
select
    council, sector, domain, rating, count(*) as locations,
    cast(coalesce(sum(beds), 0) as bigint) as beds, cast(coalesce(sum(beds * beds), 0) as bigint) as beds_squared
from long
group by council, sector, domain, rating;

create or replace temp table rating_count as
select
    m.place, c.sector, c.domain, c.rating,
    cast(sum(c.locations) as bigint) as locations, cast(sum(c.beds) as bigint) as beds, cast(sum(c.beds_squared) as bigint) as beds_squared
from council_count as c
inner join member as m on m.council = c.council
group by m.place, c.sector, c.domain, c.rating
order by m.place, c.sector, c.domain, c.rating;

create or replace temp table sector_count as
with counted as (
    select council, sector, count(*) as locations, sum(beds) as beds, count(*) filter (where rated and inherited) as inherited
    from sectored
    group by council, sector
)
select
    m.place, c.sector, cast(sum(c.locations) as bigint) as locations, cast(sum(c.beds) as bigint) as beds,
    cast(sum(c.inherited) as bigint) as inherited
from counted as c
inner join member as m on m.council = c.council
group by m.place, c.sector
order by m.place, c.sector;

create or replace temp table age as
select
    m.place, s.sector, count(*) as locations,
    percentile_cont(0.5) within group (order by s.age) as median,
    percentile_cont(0.9) within group (order by s.age) as p90
from sectored as s
inner join member as m on m.council = s.council
where s.rated and s.age is not null
group by m.place, s.sector
order by m.place, s.sector;

-- Numbers in place of names, for the half a million rows of places, sectors and providers (or brands): grouped by whole
-- numbers they take a third of the time. Identifiers are numbered in their order: of several as large, the first is named.
create or replace temp table council_cell as
select council, sector, row_number() over (order by council, sector) as cell
from (select distinct council, sector from sectored);

create or replace temp table place_cell as
select s.place, s.sector, s.locations, s.number, c.cell
from council_cell as c
inner join member as m on m.council = c.council
inner join (
    select place, sector, locations, row_number() over (order by place, sector) as number from sector_count
) as s on s.place = m.place and s.sector = c.sector;

create or replace temp table holder as
with named as (
    select 'provider' as kind, provider_id as id, max(provider_name) as name
    from here where provider_id is not null group by provider_id
    union all
    select 'brand', brand_id, max(brand_name) from here where brand_id is not null group by brand_id
)
select kind, id, coalesce(name, id) as name, row_number() over (order by kind, id) as holder from named;

create or replace temp table held as
with counted as (
    select council, sector, 'provider' as kind, provider_id as id, count(*) as locations
    from sectored where provider_id is not null group by council, sector, provider_id
    union all
    select council, sector, 'brand', brand_id, count(*)
    from sectored where brand_id is not null group by council, sector, brand_id
),
numbered as (
    select h.kind, c.cell, h.holder, n.locations
    from counted as n
    inner join council_cell as c on c.council = n.council and c.sector = n.sector
    inner join holder as h on h.kind = n.kind and h.id = n.id
)
select n.kind, p.number, n.holder, cast(sum(n.locations) as bigint) as locations
from numbered as n
inner join (select number, cell from place_cell) as p on p.cell = n.cell
group by n.kind, p.number, n.holder;

create or replace temp table largest_count as
with summed as (
    select kind, number, count(*) as holders, max(locations) as largest from held group by kind, number
),
first as (
    select h.kind, h.number, min(h.holder) as holder
    from held as h
    inner join summed as s on s.kind = h.kind and s.number = h.number and s.largest = h.locations
    group by h.kind, h.number
)
select s.kind, p.place, p.sector, s.holders, s.largest, p.locations, n.name as largest_name
from summed as s
inner join (select distinct place, sector, locations, number from place_cell) as p on p.number = s.number
inner join first as f on f.kind = s.kind and f.number = s.number
inner join holder as n on n.holder = f.holder
order by s.kind, p.place, p.sector;

create or replace temp table provider_count as
select place, sector, holders as providers, largest, locations, largest_name from largest_count where kind = 'provider';

create or replace temp table brand_count as
select place, sector, largest, locations, largest_name from largest_count where kind = 'brand';

-- A band's slug is its name in ids; publications spell one band in several ways.
create or replace temp table size_band as
with banded as (
    select
        council, sector, rated, good,
        case when beds <= 10 then '1 to 10 beds' when beds <= 25 then '11 to 25 beds' when beds <= 50 then '26 to 50 beds'
            else '51 beds or more' end as band
    from sectored
    where care_home and beds > 0
),
counted as (
    select council, sector, band, count(*) as locations, count(*) filter (where rated) as rated,
        count(*) filter (where good) as good
    from banded group by council, sector, band
)
select
    m.place, c.sector, c.band, replace(c.band, ' ', '-') as slug, cast(sum(c.locations) as bigint) as locations,
    cast(sum(c.rated) as bigint) as rated, cast(sum(c.good) as bigint) as good
from counted as c
inner join member as m on m.council = c.council
group by m.place, c.sector, c.band
order by m.place, c.sector, c.band;

create or replace temp table user_band as
with said as (select distinct user_bands from sectored where user_bands is not null and user_bands <> ''),
banded as (select user_bands, unnest(string_split(trim(user_bands, '|'), '|')) as band from said),
slugged as (
    select user_bands, band, trim(regexp_replace(lower(band), '[^a-z0-9]+', '-', 'g'), '-') as slug from banded
),
grouped as (
    select council, sector, user_bands, count(*) as locations, count(*) filter (where rated) as rated,
        count(*) filter (where good) as good
    from sectored
    where user_bands is not null and user_bands <> ''
    group by council, sector, user_bands
),
counted as (
    select
        g.council, g.sector, b.slug, min(b.band) as band,
        sum(g.locations) as locations, sum(g.rated) as rated, sum(g.good) as good
    from grouped as g
    inner join slugged as b on b.user_bands = g.user_bands
    group by g.council, g.sector, b.slug
)
select
    m.place, c.sector, min(c.band) as band, c.slug, cast(sum(c.locations) as bigint) as locations,
    cast(sum(c.rated) as bigint) as rated, cast(sum(c.good) as bigint) as good
from counted as c
inner join member as m on m.council = c.council
group by m.place, c.sector, c.slug
order by m.place, c.sector, c.slug;

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

-- Dentists are not rated: each key question says whether regulations are met. One question that says not is enough.
create or replace temp table regulation_count as
with counted as (
    select
        council, sector,
        case when list_contains(said, 'Regulations not met') then 'not-met' else 'met' end as outcome,
        count(*) as locations
    from (select council, sector, [safe, effective, caring, responsive, well_led, overall] as said from sectored)
    where list_contains(said, 'Regulations met') or list_contains(said, 'Regulations not met')
    group by all
)
select m.place, c.sector, c.outcome, cast(sum(c.locations) as bigint) as locations
from counted as c
inner join member as m on m.council = c.council
group by m.place, c.sector, c.outcome
order by m.place, c.sector, c.outcome;

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
