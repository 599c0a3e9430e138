-- What a measure's statement lists, in the periods that the data cover whole, with place, age and category of each as numbers
-- of `word`.
select l.person_id, m.month, m.year, c.id as council, d.id as board, t.id as trust, k.id as category, a.id as age_band,
    l.counted, l.days
from (
    select e.person_id, e.month, coalesce(e.council, 'unknown') as council, coalesce(e.trust, 'unknown') as trust,
        coalesce(e.category, 'unknown') as category, coalesce(b.board, 'unknown') as board, e.counted, e.days,
        case when e.age is null then 'unknown' when e.age < 18 then '0-17' when e.age < 65 then '18-64' when e.age < 75 then '65-74'
            when e.age < 85 then '75-84' else '85+' end as age_band
    from (
        select e.person_id, cast(date_trunc('month', e.on_date) as date) as month, e.council, e.trust, e.category, e.counted, e.days,
            extract(year from e.on_date) - extract(year from p.born)
                - case when extract(month from e.on_date) < extract(month from p.born) then 1 else 0 end as age
        from listed as e
        left join person as p on p.person_id = e.person_id
    ) as e
    left join board as b on b.council = e.council
) as l
join calendar as m on m.month = l.month
join word as c on c.word = l.council
join word as d on d.word = l.board
join word as t on t.word = l.trust
join word as k on k.word = l.category
join word as a on a.word = l.age_band
