-- The table nhs_criteria_to_reside. A row that names no organisation and gives no value says nothing: the trusts'
-- file of 2025 has 243 such rows.
select
    cells.day,
    reading.kind,
    cells.organisation,
    cells.patients,
    case when cells.patients is null then 'missing' else 'published' end as status,
    reading.source,
    cells.sheet,
    cells.source_row
from cells
cross join reading
where cells.organisation is not null or cells.patients is not null
order by cells.source_row
