-- The table nhs_discharge. A row that names no organisation and gives no value says nothing.
select
    cells.day,
    reading.kind,
    cells.organisation,
    cells.patients,
    cells.by_1700,
    cells.from_1701,
    case
        when cells.patients is null then 'missing'
        when cells.by_1700 + cells.from_1701 <> cells.patients then 'unlike its parts'
        else 'published'
    end as status,
    case when cells.by_1700 is null or cells.from_1701 is null then 'missing' else 'published' end as times_status,
    reading.source,
    cells.sheet,
    cells.source_row
from cells
cross join reading
where cells.organisation is not null or coalesce(cells.patients, cells.by_1700, cells.from_1701) is not null
order by cells.source_row
