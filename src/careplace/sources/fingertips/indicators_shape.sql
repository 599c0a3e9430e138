-- Values that are no text where text is read: an object, a list, a flag, or a number that is no number. In: listed.
select source_row, name, cast(value as varchar) as actual
from (unpivot listed on columns(* exclude (source_row)) into name name value value)
where json_type(value) in ('OBJECT', 'ARRAY', 'BOOLEAN')
    or (json_type(value) not in ('VARCHAR', 'NULL') and name not in ('indicatorID', 'unitValue'))
order by source_row, name
