-- Names that begin with some words: towns and parts of postcodes, the largest first, then services that are open.
-- Parameters: words (folded), most.
with locality_name as (
    select kind, folded, min(name) as name, sum(addresses) as addresses
    from locality
    where starts_with(folded, $words)
    group by kind, folded
    order by kind <> 'town', length(folded), addresses desc, folded
    limit $most
),
service_name as (
    select distinct folded_name, location_name as name
    from current_location
    where starts_with(folded_name, $words) and ended_on is null
    order by folded_name, name
    limit $most
)
select name
from (
    select 1 as place, row_number() over (order by kind <> 'town', length(folded), addresses desc, folded) as position, name
    from locality_name
    union all
    select 2, row_number() over (order by folded_name, name), name from service_name
)
order by place, position
limit $most
