-- How many locations take their overall rating from elsewhere than currentRatings. In: rated, replaced, published_rating.
select count(*) as locations, 'take their overall rating from the one service group assessed' as what, 1 as place
from rated
where domain = 'Overall' and service_group = 'Overall' and block = 'assessment of the one group'
    and published is not null
union all
select count(*), 'have a newer overall rating in assessment than in currentRatings, which it replaces', 2
from replaced
semi join (
    select source_row from rated
    where domain = 'Overall' and service_group = 'Overall' and field = 'assessment'
) as r using (source_row)
where domain = 'Overall'
union all
select count(*), 'take their overall rating from historicRatings, where it is the newest published', 3
from rated
where domain = 'Overall' and service_group = 'Overall' and block = 'historicRatings'
union all
select count(*), 'have several service groups assessed after their overall rating, which still counts', 4
from rated as r
where r.domain = 'Overall' and r.service_group = 'Overall' and r.block = 'currentRatings'
    and (select max(g.published) from service_group as g where g.source_row = r.source_row) > r.published
    and (select max(g.groups) from service_group as g where g.source_row = r.source_row) > 1
order by place
