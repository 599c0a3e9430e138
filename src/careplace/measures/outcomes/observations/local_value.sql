-- A council's own figures, each marked as local in words that no page can miss. A measure's id is its series.
insert into observation by name
select
    'local_value' as source_table, measure as series, place, place_kind, period, period_type, period_start, period_end,
    breakdown, value, numerator, denominator, lower95, upper95, status,
    'local, not official: from ' || file || coalesce('; ' || note, '') as reason,
    substr(source, 1, 12) as source, source_row
from local_value
