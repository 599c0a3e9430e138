-- The reports that a comparison is made from.
select
    count(*) as reports,
    count(distinct locationid) as services,
    min(reportdate) as "first",
    max(reportdate) as "last"
from inspection
