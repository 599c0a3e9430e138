-- Every name of a council with the day that a location under it left, null for those that are registered.
select distinct
    localAuthority as name, nullif(trim(deregistrationDate), '') as ended_on
from payload
where trim(localAuthority) not in ('', 'Unspecified')
order by name, ended_on
