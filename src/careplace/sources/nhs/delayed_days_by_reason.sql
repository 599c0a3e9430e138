-- The table nhs_delayed_days from the file by reason: a row for each place, month and reason, and for the total.
-- "-" and "NA" are not told apart: NA is every place's `other` before April 2017; "-" is Poole, April 2019.
with long as (
    select source_row, part, cell
    from (
        select
            source_row,
            assessment as "completion of assessment",
            funding as "public funding",
            nhs_care as "further NHS non-acute care",
            residential_home as "residential home placement",
            nursing_home as "nursing home placement",
            care_package as "care package in own home",
            equipment as "community equipment and adaptations",
            choice as "patient or family choice",
            disputes,
            housing,
            other,
            total as "all"
        from cells
    ) as wide
    unpivot include nulls (
        cell for part in (
            "completion of assessment", "public funding", "further NHS non-acute care", "residential home placement",
            "nursing home placement", "care package in own home", "community equipment and adaptations",
            "patient or family choice", disputes, housing, other, "all"
        )
    )
),
summed as (
    select source_row, sum(cell) filter (where part <> 'all') as of_parts
    from long
    group by source_row
)
select
    cells.month,
    cells.kind,
    cells.place_name,
    cells.published_code,
    cells.council,
    cells.stood,
    'reason' as split,
    long.part,
    long.cell as days,
    case
        when long.cell is null then 'missing'
        when long.part <> 'all' or long.cell = summed.of_parts then 'published'
        when summed.of_parts is null then 'without its parts'
        else 'unlike its parts'
    end as status,
    reading.source,
    cells.sheet,
    cells.source_row
from cells
join long on long.source_row = cells.source_row
join summed on summed.source_row = cells.source_row
cross join reading
order by cells.source_row, long.part
