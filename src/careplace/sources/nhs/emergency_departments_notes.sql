-- What readers of emergency departments by type must know. In: nhs_emergency_department.
select organisation || ' (' || department || '): waits of over four hours are ' || status || ' in ' || count(*)
    || ' months, between ' || min(month) || ' and ' || max(month) as message
from nhs_emergency_department
where status <> 'published'
group by organisation, department, status
order by organisation, department, status
