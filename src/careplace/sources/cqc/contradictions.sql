-- Ratings of one location, service group and domain from one day that say different things.
select
    location_id,
    service_group,
    domain,
    min(sheet) as sheet,
    min(source_row) as "row",
    max(source_row) as last_row,
    string_agg(rating, ' and ' order by source_row) as ratings
from cqc_rating
where published_on is not null
group by location_id, service_group, domain, published_on, inherited
having count(*) > 1
order by "row"
