-- The rows of the register behind one figure. {sector}, {condition} and {row} are filled by tracing.py from fixed lists.
select
    h.snapshot, h.location_id, h.location_name, h.provider_name, h.council, h.overall, h.published_on, h.inherited,
    h.source, h.sheet, h.source_row, coalesce(h.rating_source, h.source) as rating_source,
    coalesce(h.rating_sheet, h.sheet) as rating_sheet, h.{row} as rating_row
from here_all as h
where h.counted and list_contains($councils, h.council) and {sector} and {condition}
order by h.location_id
