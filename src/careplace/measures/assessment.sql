-- CQC's assessments of councils, latest first.
select
    council, assessed_month, last_day(assessed_month) as month_end, overall, coalesce(url, '') as url,
    [qs1, qs2, qs3, qs4, qs5, qs6, qs7, qs8, qs9] as scores
from council_assessment
where assessed_month is not null
order by assessed_month desc, council
