-- Which registration followed which. In: register, cqc_location_link, cqc_deactivated. Out: succession.
-- CQC's own links come first. Where it gives none, a registration is taken for the successor of another when both are
-- the same kind of service at the same postcode under the same folded name, and the first was gone when the second
-- was there: the basis says that this was inferred.
create or replace temp table life as
select
    location_id, postcode, category,
    regexp_replace(lower(max(location_name)), '[^a-z0-9]', '', 'g') as folded_name,
    min(snapshot) as first_seen, max(snapshot) as last_seen
from register
where postcode is not null
group by location_id, postcode, category;

create or replace temp table link as
select predecessor_id, successor_id, 'published' as basis from cqc_location_link
union
select e.location_id, l.location_id, 'inferred from name, postcode and service' as basis
from life as e
inner join life as l
    on l.postcode = e.postcode and l.category = e.category and l.folded_name = e.folded_name
    and l.location_id <> e.location_id
where e.last_seen < l.first_seen
    and not exists (select 1 from cqc_location_link as k where k.successor_id = l.location_id)
union
-- A care home that was sold is often renamed. Where the one care home of a postcode went and one came, it is the same
-- building. Not so for home care, whose offices share addresses.
select predecessor_id, successor_id, 'inferred from postcode: one care home went, one came'
from (
    select
        e.location_id as predecessor_id, l.location_id as successor_id,
        count(*) over (partition by e.location_id, e.postcode) as arrivals,
        count(*) over (partition by l.location_id, l.postcode) as departures
    from life as e
    inner join life as l
        on l.postcode = e.postcode and l.category = e.category and l.location_id <> e.location_id
    where e.category = 'Residential social care' and e.last_seen < l.first_seen
        and not exists (select 1 from cqc_location_link as k where k.successor_id = l.location_id)
        -- The next one, if the building was sold again and again.
        and not exists (
            select 1 from life as b
            where b.postcode = e.postcode and b.category = e.category
                and (
                    (b.first_seen > e.last_seen and b.first_seen < l.first_seen)
                    or (b.last_seen > e.last_seen and b.last_seen < l.first_seen)
                )
        )
)
where arrivals = 1 and departures = 1;

-- A home may have changed hands more than once between two snapshots: follow up to six steps.
create or replace table succession as
with recursive chain as (
    select predecessor_id, successor_id, basis, 1 as steps from link where predecessor_id <> successor_id
    union
    select c.predecessor_id, l.successor_id,
        case when c.basis = l.basis then c.basis else 'published and inferred' end, c.steps + 1
    from chain as c
    inner join link as l on l.predecessor_id = c.successor_id
    where c.steps < 6 and l.successor_id <> c.predecessor_id
)
select
    predecessor_id, successor_id,
    case when bool_or(basis = 'published') then 'published' else min(basis) end as basis, min(steps) as steps
from chain
group by predecessor_id, successor_id
order by predecessor_id, successor_id;
