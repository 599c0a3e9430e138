-- Locations in no council, by the council's name as published ('' where the payload has none).
select
    case when trim(coalesce(p.localAuthority, '')) in ('', 'Unspecified') then '' else p.localAuthority end as name,
    count(*) as locations
from payload as p
left join council as c
    on c.name = p.localAuthority and c.ended_on is not distinct from nullif(trim(p.deregistrationDate), '')
where not p.is_provider and c.code is null
group by 1
order by name
