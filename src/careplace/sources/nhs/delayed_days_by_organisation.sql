-- The table nhs_delayed_days from the file by responsible organisation: no total stands beside the three parts.
with long as (
    select source_row, part, cell
    from (
        select source_row, nhs as "NHS", social_care as "social care", "both"
        from cells
    ) as wide
    unpivot include nulls (cell for part in ("NHS", "social care", "both"))
)
select
    cells.month,
    cells.kind,
    cells.place_name,
    cells.published_code,
    cells.council,
    cells.stood,
    'responsible organisation' as split,
    long.part,
    long.cell as days,
    case when long.cell is null then 'missing' else 'published' end as status,
    reading.source,
    cells.sheet,
    cells.source_row
from cells
join long on long.source_row = cells.source_row
cross join reading
order by cells.source_row, long.part
