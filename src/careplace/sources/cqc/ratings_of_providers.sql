-- The table cqc_provider_rating: one row per published rating of a provider, service group and domain.
select
    reading.snapshot,
    cells.provider_id,
    cells.provider_name,
    cells.service_group,
    cells.domain,
    cells.rating,
    cells.published_on,
    cells.inherited,
    reading.source,
    cells.sheet,
    cells.source_row
from ratings_of_providers as cells
cross join reading
order by cells.source_row
