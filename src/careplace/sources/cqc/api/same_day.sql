-- Payloads with two ratings of one day that differ, of which the worse counts. In: published_rating.
select count(distinct source_row) as payloads, min_by(id, source_row) as id
from (
    select source_row, id from published_rating
    where unrated = 0 and published is not null
    group by source_row, id, service_group, domain, published
    having count(distinct standard) > 1
)
