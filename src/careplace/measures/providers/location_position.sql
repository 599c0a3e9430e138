-- Where each location is (WGS84): as published with it, else where its postcode is, else the middle of its postcode sector.
-- Medians, since a published coordinate may be wrong by a country.
-- In: last_row (last_row.sql), cqc_location, cqc_rating, postcode. Out: plain_words, last_address, published_point, point_of_part, location_position.
create or replace temp macro plain_words(words) as
    -- As plain_words() of careplace.places.folding: the words of readers are folded by that.
    trim(regexp_replace(regexp_replace(
        ' ' || regexp_replace(replace(lower(strip_accents(words)), '&', ' and '), '[''’`]', '', 'g') || ' ',
        '[^\p{L}\p{N}]+', ' ', 'g'), ' (the )+', ' ', 'g'));

create or replace temp view last_address as
select location_id, struct_pack(postcode, city, council) as address from last_row;

create or replace temp table published_point as
with point_row as (
    select location_id, postcode, snapshot, latitude, longitude from cqc_location
    union all
    select location_id, postcode, snapshot, latitude, longitude from cqc_rating where domain = 'Overall'
)
select
    p.location_id,
    max_by(
        -- A publication with coordinates and no postcode says nothing against the postcode of another.
        struct_pack(postcode := coalesce(p.postcode, l.address.postcode), latitude := p.latitude, longitude := p.longitude),
        row(p.snapshot, p.latitude, p.longitude)
    ) as point
from point_row as p
left join last_address as l on l.location_id = p.location_id
where p.latitude is not null and p.longitude is not null
group by p.location_id;

-- The directory of postcodes says where one is; without it, the locations there do.
create or replace temp table point_of_part as
with point as (
    select postcode, latitude, longitude from postcode where latitude is not null
    union all
    select p.point.postcode, p.point.latitude, p.point.longitude
    from published_point as p
    where not exists (select 1 from postcode as d where d.postcode = p.point.postcode and d.latitude is not null)
),
part as (
    select postcode as part, latitude, longitude from point
    union all
    select left(postcode, length(postcode) - 2), latitude, longitude from point
)
select part, median(latitude) as latitude, median(longitude) as longitude
from part
where part is not null
group by part;

create or replace temp table location_position as
select
    l.location_id,
    case
        when p.point is not null and p.point.postcode is not distinct from l.address.postcode then p.point
        when u.part is not null then struct_pack(postcode := u.part, latitude := u.latitude, longitude := u.longitude)
        when s.part is not null then struct_pack(postcode := s.part, latitude := s.latitude, longitude := s.longitude)
    end as point,
    case
        when p.point is not null and p.point.postcode is not distinct from l.address.postcode then 'location'
        when u.part is not null then 'postcode'
        when s.part is not null then 'postcode sector'
    end as basis
from last_address as l
left join published_point as p on p.location_id = l.location_id
left join point_of_part as u on u.part = l.address.postcode
left join point_of_part as s on s.part = left(l.address.postcode, length(l.address.postcode) - 2);
