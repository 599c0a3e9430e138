-- What readers of four-hour waits must know. In: nhs_four_hours (of one file).
with waits as (
    select organisation, month, status, 'attendances' as of_what from nhs_four_hours
    union all
    select organisation, month, admissions_status, 'emergency admissions' from nhs_four_hours
)
select organisation || ': waits of over four hours (' || of_what || ') are ' || status || ' in ' || count(*)
    || ' months, between ' || min(month) || ' and ' || max(month) as message
from waits
where status <> 'published'
group by organisation, of_what, status
order by of_what, status, organisation
