-- The table cqc_deactivated: one row per location that has left the register.
select
    reading.*,
    cells.* replace (provider_called(cells.provider_name, cells.ownership, cells.provider_id) as provider_name)
from cells
cross join reading
order by cells.source_row
