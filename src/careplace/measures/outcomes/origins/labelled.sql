-- The rows of the figure's own files, those that weigh most first; a file of a point that another file publishes too is
-- not the figure's.
select
    part, origin.name, coalesce(trust_name, area.name) as called, period, numerator, denominator, weight,
    coalesce(source_file.source, origin.source) as source, sheet, source_row
from origin
left join source_file on source_file.prefix = origin.source
left join (select trust, max_by(nhs_trust.name, year) as trust_name from nhs_trust group by trust) as trust_label on trust_label.trust = origin.name
left join area on area.code = origin.name
where list_contains($files, origin.source)
order by numerator is null, denominator is not null, abs(numerator * weight) desc, weight desc, origin.name, period, source_row
