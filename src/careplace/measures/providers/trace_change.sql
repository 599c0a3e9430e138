-- The locations behind one figure of change, from the text of the statement that counted them: `rows`. In: row_shape,
-- part_group, earlier, later, and what the statement reads. Parameters: place, breakdown, parts.
with cell as (
    select r.earlier_id, r.later_id, r.amount
    from (select * from row_shape union all by name ({rows})) as r
    inner join part_group as p
        on p.parts = $parts and (p.word is null or p.word = r.part)
        and concat_ws('/', r.sector, nullif(r.breakdown, ''), nullif(p.slug, '')) = $breakdown
    where r.place = $place
)
select
    coalesce(l.snapshot, e.snapshot) as snapshot, coalesce(l.location_id, e.location_id) as location_id,
    coalesce(l.location_name, e.location_name) as location_name,
    coalesce(l.provider_name, e.provider_name) as provider_name, coalesce(l.council, e.council) as council,
    coalesce(e.overall, '-') || ' to ' || coalesce(l.overall, '-') as overall,
    coalesce(l.published_on, e.published_on) as published_on, coalesce(l.inherited, e.inherited) as inherited,
    coalesce(l.source, e.source) as source, coalesce(l.sheet, e.sheet) as sheet,
    coalesce(l.source_row, e.source_row) as source_row,
    coalesce(l.rating_source, e.rating_source, l.source, e.source) as rating_source,
    coalesce(l.rating_sheet, e.rating_sheet, l.sheet, e.sheet) as rating_sheet,
    coalesce(l.overall_row, e.overall_row) as rating_row,
    e.location_id as earlier_id, coalesce(e.rating_source, e.source) as earlier_source,
    coalesce(e.rating_sheet, e.sheet) as earlier_sheet, coalesce(e.overall_row, e.source_row) as earlier_row,
    c.amount, true as counts, true as in_base
from cell as c
left join earlier as e on e.location_id = c.earlier_id
left join later as l on l.location_id = c.later_id
order by 2
