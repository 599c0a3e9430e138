-- What a measure's statement lists, in the periods that the data cover whole, with place, age and period of each.
select l.person_id, m.month, m.year, coalesce(l.council, 'unknown') as council, coalesce(b.board, 'unknown') as board,
    coalesce(l.trust, 'unknown') as trust, coalesce(l.category, 'unknown') as category, l.counted, l.days,
    case when l.age is null then 'unknown' when l.age < 18 then '0-17' when l.age < 65 then '18-64' when l.age < 75 then '65-74'
        when l.age < 85 then '75-84' else '85+' end as age_band
from (
    select e.person_id, cast(date_trunc('month', e.on_date) as date) as month, e.council, e.trust, e.category, e.counted, e.days,
        extract(year from e.on_date) - extract(year from p.born)
            - case when extract(month from e.on_date) < extract(month from p.born) then 1 else 0 end as age
    from listed as e
    left join person as p on p.person_id = e.person_id
) as l
join calendar as m on m.month = l.month
left join board as b on b.council = l.council
