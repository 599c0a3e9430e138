-- The locations behind one figure of change. In: matched, earlier, later. {condition} is filled by tracing.py.
select
    coalesce(l.snapshot, e.snapshot) as snapshot, coalesce(l.location_id, e.location_id) as location_id,
    coalesce(l.location_name, e.location_name) as location_name,
    coalesce(l.provider_name, e.provider_name) as provider_name, coalesce(l.council, e.council) as council,
    coalesce(m.earlier_rating, '-') || ' to ' || coalesce(m.later_rating, '-') as overall,
    coalesce(l.published_on, e.published_on) as published_on, coalesce(l.inherited, e.inherited) as inherited,
    coalesce(l.source, e.source) as source, coalesce(l.sheet, e.sheet) as sheet,
    coalesce(l.source_row, e.source_row) as source_row,
    coalesce(l.rating_source, e.rating_source, l.source, e.source) as rating_source,
    coalesce(l.rating_sheet, e.rating_sheet, l.sheet, e.sheet) as rating_sheet,
    coalesce(l.overall_row, e.overall_row) as rating_row,
    e.location_id as earlier_id, coalesce(e.rating_source, e.source) as earlier_source,
    coalesce(e.rating_sheet, e.sheet) as earlier_sheet, coalesce(e.overall_row, e.source_row) as earlier_row
from matched as m
left join earlier as e on e.location_id = m.earlier_id
left join later as l on l.location_id = m.later_id
where m.place = $place and m.sector = $sector and {condition}
order by 2
