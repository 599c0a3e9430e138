-- The payloads as the tables of careplace.sources.cqc.tables; `council` holds the codes of councils' names by day.
-- What each location and provider is called (people.sql): once for each payload, since the patterns are slow.
create table owned as
select
    p.source_row, p.id, p.is_provider, p.name, p.providerId,
    case when p.is_provider then p.name else v.name end as provider_name,
    case when p.is_provider then p.ownershipType else v.ownershipType end as ownership
from payload as p
left join (select * from payload where is_provider) as v on v.providerId = p.providerId and not p.is_provider;

create view name_of_payload as
select provider_name as name from owned
union all
select name from owned;

create table trait as from traits_of('name_of_payload');

create table named as
select
    source_row,
    provider_called(provider_name, person, providerId) as provider_name,
    case
        when is_provider then provider_called(name, person, providerId)
        else location_called(location_trait, name, id, provider_name, person)
    end as name
from (
    select o.*, l as location_trait, is_person(p, o.ownership, o.providerId) as person
    from owned as o
    left join trait as p on p.name = o.provider_name
    left join trait as l on l.name = o.name
);

create view inside as
select source_row, try_cast(onspdLatitude as double) between 49 and 61
    and try_cast(onspdLongitude as double) between -9 and 2.5 as inside
from payload;

create view held as
select
    getvariable('snapshot')::date as snapshot, getvariable('source') as source, '' as sheet,
    p.source_row, p.is_provider, p.id,
    n.name,
    p.registrationStatus = 'Registered' as registered,
    cast(p.registrationDate as date) as registered_on,
    cast(nullif(p.deregistrationDate, '') as date) as ended_on,
    p.odsCode as ods_code, p.dormancy = 'Y' as dormant, p.careHome = 'Y' as care_home,
    coalesce(cast(p.numberOfBeds as bigint), case when p.careHome = 'N' then 0 end) as beds,
    p.type as location_type,
    list_filter(p.inspectionCategories, lambda c: c."primary" = 'true')[1]."name" as category,
    c.code as council, p.localAuthority as council_name, p.region,
    postcode_of(p.postalCode) as postcode, p.postalAddressTownCity as city,
    -- One coordinate without the other says nothing.
    case when i.inside then try_cast(p.onspdLatitude as double) end as latitude,
    case when i.inside then try_cast(p.onspdLongitude as double) end as longitude,
    p.providerId as provider_id,
    n.provider_name,
    nullif(p.brandId, '-') as brand_id, nullif(p.brandName, '-') as brand_name,
    coalesce(v.ownershipType, p.ownershipType) as ownership, p.reports,
    '|' || nullif(array_to_string(list_sort(list_distinct(
        list_transform(p.gacServiceTypes, lambda s: s.description))), '|'), '') || '|' as services,
    '|' || nullif(array_to_string(list_sort(list_distinct(
        list_transform(p.specialisms, lambda s: s."name"))), '|'), '') || '|' as user_bands
from payload as p
join named as n using (source_row)
left join inside as i using (source_row)
left join council as c
    on c.name = p.localAuthority and c.ended_on is not distinct from nullif(trim(p.deregistrationDate), '')
left join payload as v on v.is_provider and not p.is_provider and v.providerId = p.providerId;

create view held_rating as
select
    h.*, r.service_group, r.domain, r.standard as rating, cast(r.published as date) as published_on,
    case when r.field = 'assessment' then 'Assessment'
        else list_filter(h.reports, lambda x: x.linkId = r.link)[1].reportType end as report_type,
    coalesce(r.organisation <> r.id, false) as inherited
from rated as r
join held as h using (source_row);

create view standing as
select * from held_rating where registered;

create view cqc_rating as
select *, id as location_id, name as location_name from standing where not is_provider
order by source_row, service_group, domain;

create view cqc_provider_rating as
select *, id as provider_id from (select * exclude (provider_id) from standing) where is_provider
order by source_row, service_group, domain;

create view cqc_location as
select
    h.*, h.id as location_id, h.name as location_name, s.rating as overall_rating,
    s.published_on as rating_published_on, s.inherited as rating_inherited, cast(null as varchar) as primary_id
from held as h
left join standing as s
    on s.source_row = h.source_row and s.service_group = 'Overall' and s.domain = 'Overall'
where h.registered and not h.is_provider
order by h.source_row;

create view cqc_deactivated as
select *, id as location_id, name as location_name from held where not registered and not is_provider
order by source_row;

create view cqc_provider as
select * from held where is_provider
order by source_row;

create view cqc_location_link as
select snapshot, source, sheet, predecessor_id, successor_id, min_by(reason, source_row) as reason,
    min(source_row) as source_row
from (
    select snapshot, source, sheet, source_row, link.reason,
        case when link."type" = 'HSCA Predecessor' then link.relatedLocationId else id end as predecessor_id,
        case when link."type" = 'HSCA Predecessor' then id else link.relatedLocationId end as successor_id
    from held
    join (select source_row, unnest(relationships) as link from payload where not is_provider) using (source_row)
    where link."type" in ('HSCA Predecessor', 'HSCA Successor') and link.relatedLocationId <> id
)
group by all
order by source_row, predecessor_id, successor_id;

-- CQC's list of earlier ratings, and what an assessment replaced that the list does not have yet.
create view cqc_rating_history as
select h.*, h.id as location_id, e.rated_id, e.domain, e.standard as rating, cast(e.published as date) as published_on
from (
    select e.source_row, coalesce(e.organisationId, e.id) as rated_id, e.domain, nullif(e.reportDate, '') as published,
        coalesce(w.standard, 'Not rated') as standard
    from earlier as e
    left join rating_word as w on w.folded = folded_word(e.word)
    where trim(e.word) <> '' and e.domain in (select domain from domain)
    union all
    select source_row, coalesce(organisation, id), domain, published, standard from replaced
) as e
join held as h using (source_row)
where not h.is_provider
order by source_row, published_on, domain;

create view cqc_last_rating as
select *, id as location_id, name as location_name
from held_rating
where not registered and not is_provider and service_group = 'Overall'
order by source_row, domain;
