-- CQC's assessments of one council, under each code that it has had, latest first. Parameters: codes, as_at (null for all).
-- `later` are those whose month had not ended at as_at.
select
    council, assessed_month, overall, coalesce(url, '') as url, [qs1, qs2, qs3, qs4, qs5, qs6, qs7, qs8, qs9] as scores,
    coalesce(last_day(assessed_month) > $as_at, false) as later
from council_assessment
where list_contains($codes, council) and assessed_month is not null
order by assessed_month desc, council
