-- The register of one snapshot: one row per location, with the ratings that it counts with.
-- In: location_here, rating_here (cqc_location and cqc_rating of the snapshot, their `snapshot` being its date and
-- `published` their own; contracts in careplace.sources.cqc.tables), rating_word(word, kind,
-- from_worst).
-- Out: register_here, place_here.

-- Where a publication lists every registered location of a council, that list is the register. Few locations are listed
-- twice: to number the rows of all took half of the time.
create or replace temp table listed as
with repeated as (select location_id from location_here group by location_id having count(*) > 1),
older_row as (
    select location_id, source, sheet, source_row
    from (
        select
            l.location_id, l.source, l.sheet, l.source_row,
            row_number() over (
                partition by l.location_id order by l.published desc, l.source, l.source_row, l.sheet
            ) as nearness
        from location_here as l
        inner join repeated as d on d.location_id = l.location_id
    )
    where nearness > 1
)
select
    l.snapshot, l.location_id, l.location_name, l.council, l.postcode, l.city, l.location_type, l.category,
    l.care_home, l.beds, l.services, l.user_bands, l.dormant, l.registered_on, l.ownership,
    l.provider_id, l.provider_name, l.brand_id, l.brand_name, l.primary_id,
    l.overall_rating, l.rating_published_on, l.rating_inherited,
    true as in_list, l.source, l.sheet, l.source_row
from location_here as l
where not exists (
    select 1 from older_row as o
    where o.location_id = l.location_id and o.source = l.source and o.source_row = l.source_row
        and o.sheet is not distinct from l.sheet
);

-- Elsewhere the ratings file is all there is: it knows the rated locations only, and neither beds nor services.
create or replace temp table rated_only as
select * exclude (nearness) from (
    select
        r.snapshot, r.location_id, r.location_name, r.council, r.postcode, r.city, r.location_type, r.category,
        r.care_home, cast(null as bigint) as beds, cast(null as varchar) as services,
        cast(null as varchar) as user_bands, cast(null as boolean) as dormant, cast(null as date) as registered_on,
        cast(null as varchar) as ownership,
        r.provider_id, r.provider_name, r.brand_id, r.brand_name, cast(null as varchar) as primary_id,
        cast(null as varchar) as overall_rating, cast(null as date) as rating_published_on,
        cast(null as boolean) as rating_inherited,
        false as in_list, r.source, r.sheet, r.source_row,
        row_number() over (partition by r.location_id order by r.published desc, r.source, r.source_row)
            as nearness
    from rating_here as r
    where not exists (select 1 from listed as l where l.council is not distinct from r.council)
        -- The two publications may put one location in two councils: the list has it right.
        and not exists (select 1 from listed as l where l.location_id = r.location_id)
) where nearness = 1;

-- Newest own rating first, of one day the worst; an inherited one serves until there is one; "not rated" says nothing against either
-- (1-7453047569 and RX601 carried both in February 2021).
create or replace temp table counted_rating as
select snapshot, location_id, domain, rating, published_on, inherited, source, sheet, source_row
from (
    select
        r.snapshot, r.location_id, r.domain, r.rating, r.published_on, r.inherited, r.source, r.sheet, r.source_row,
        row_number() over (
            partition by r.location_id, r.domain
            order by
                case when w.kind = 'not yet rated' then 2 when r.inherited then 1 else 0 end,
                r.published_on desc nulls last, r.published desc, w.from_worst, r.source, r.source_row
        ) as nearness
    from rating_here as r
    inner join rating_word as w on w.word = r.rating
    where r.service_group = 'Overall'
)
where nearness = 1;

create or replace temp table standing as
select
    location_id,
    max(rating) filter (where domain = 'Overall') as overall,
    max(rating) filter (where domain = 'Safe') as safe,
    max(rating) filter (where domain = 'Effective') as effective,
    max(rating) filter (where domain = 'Caring') as caring,
    max(rating) filter (where domain = 'Responsive') as responsive,
    max(rating) filter (where domain = 'Well-led') as well_led,
    max(published_on) filter (where domain = 'Overall') as published_on,
    bool_or(inherited) filter (where domain = 'Overall') as inherited,
    max(source) filter (where domain = 'Overall') as rating_source,
    max(sheet) filter (where domain = 'Overall') as rating_sheet,
    max(source_row) filter (where domain = 'Overall') as overall_row,
    max(source_row) filter (where domain = 'Safe') as safe_row,
    max(source_row) filter (where domain = 'Effective') as effective_row,
    max(source_row) filter (where domain = 'Caring') as caring_row,
    max(source_row) filter (where domain = 'Responsive') as responsive_row,
    max(source_row) filter (where domain = 'Well-led') as well_led_row
from counted_rating
group by location_id;

-- The ratings of service groups: shown next to the location's own, never counted. Most locations have one: to put those of
-- each in order as well took twice the time.
create or replace temp table service_group_rating as
with service_group as (
    select r.location_id, r.source_row, r.service_group, r.service_group || ': ' || r.rating as words, w.kind = 'rated' as is_level
    from rating_here as r
    inner join rating_word as w on w.word = r.rating
    where r.domain = 'Overall' and r.service_group <> 'Overall'
),
summed as (
    select location_id, bool_or(is_level) as has_level, count(*) as groups, min(words) as first_words
    from service_group group by location_id
)
select location_id, has_level, first_words as services_rated from summed where groups = 1
union all
select s.location_id, s.has_level, string_agg(g.words, '; ' order by g.service_group, g.source_row)
from summed as s
inner join service_group as g on g.location_id = s.location_id
where s.groups > 1
group by s.location_id, s.has_level;

create or replace temp table register_here as
with both_lists as (select * from listed union all select * from rated_only),
home_row as (
    select location_id, primary_id from listed
    union all
    select location_id, primary_id from rated_only
),
-- A home that two providers run stands twice in the list: it counts once, by its primary id if that is listed. Only few
-- have a primary id: looked for among all, they took half of the time.
shared_home as (
    select coalesce(primary_id, location_id) as home, location_id, primary_id
    from home_row
    where primary_id is not null or location_id in (select primary_id from home_row where primary_id is not null)
),
second_home as (
    select location_id
    from (
        select
            location_id,
            row_number() over (
                partition by home order by case when location_id = primary_id then 0 else 1 end, location_id
            ) as nearness
        from shared_home
    )
    where nearness > 1
)
select
    l.snapshot, l.location_id, l.location_name, l.council, l.postcode, l.city, l.location_type, l.category,
    coalesce(l.care_home, false) as care_home,
    -- Beds are 0 where a location is not a care home, and unknown where the publication has none.
    l.beds, l.services, l.user_bands, l.dormant, l.registered_on, l.ownership,
    l.provider_id, l.provider_name, l.brand_id,
    -- CQC prints the word BRAND before every brand's name.
    case when starts_with(l.brand_name, 'BRAND ') then substr(l.brand_name, 7) else l.brand_name end as brand_name,
    -- The newer framework rates service groups and prints "Not Rated" for the location, which reads as if nobody had been there.
    case when v.has_level and coalesce(w.kind, 'not yet rated') in ('not yet rated', 'not rateable')
        then 'Rated by service group' else coalesce(s.overall, l.overall_rating) end as overall, s.safe, s.effective, s.caring, s.responsive, s.well_led,
    coalesce(s.published_on, case when s.overall is null then l.rating_published_on end) as published_on,
    coalesce(s.inherited, case when s.overall is null then l.rating_inherited end, false) as inherited,
    coalesce(v.services_rated, '') as services_rated,
    d.location_id is null as counted,
    l.in_list, l.source, l.sheet, l.source_row,
    s.rating_source, s.rating_sheet, s.overall_row, s.safe_row, s.effective_row, s.caring_row, s.responsive_row,
    s.well_led_row
from both_lists as l
left join standing as s on s.location_id = l.location_id
left join service_group_rating as v on v.location_id = l.location_id
left join rating_word as w on w.word = coalesce(s.overall, l.overall_rating)
left join second_home as d on d.location_id = l.location_id
order by l.council, l.location_id;

-- What the files of a council hold: a small council may lack a care home with beds where the publication has beds.
create or replace temp table place_here as
with list_file as (
    select source, count(beds) > 0 as has_beds, count(services) > 0 as has_services from location_here group by source
),
rating_file as (
    select source, count(*) filter (where domain <> 'Overall') > 0 as has_key_questions
    from rating_here where service_group = 'Overall' group by source
)
select
    r.snapshot, r.council,
    bool_or(r.in_list) as lists_unrated,
    bool_and(coalesce(l.has_beds, false)) as has_beds,
    bool_and(coalesce(l.has_services, false)) as has_services,
    bool_and(f.has_key_questions) as has_key_questions
from register_here as r
left join list_file as l on l.source = r.source
left join rating_file as f on f.source = r.rating_source
where r.council is not null
group by r.snapshot, r.council
order by r.snapshot, r.council;
