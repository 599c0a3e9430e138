-- The amount of each part of each measure, and of what it is out of, of all measures at once: planning a statement for each took
-- longer than to count. In: council_cell, member, part_group, counted_measure (measure, statement, calculate, unit; parts and
-- out_of, both names of part_group; zeros, whether a part that no location is of is a figure).
with cell as (
    select
        c.statement, coalesce(m.place, c.place) as place, c.sector, c.breakdown, c.part, c.unit, sum(c.amount) as amount,
        sum(c.squares) as squares
    from council_cell as c
    left join member as m on m.council = c.council
    where coalesce(m.place, c.place) is not null
    group by c.statement, coalesce(m.place, c.place), c.sector, c.breakdown, c.part, c.unit
),
-- Each part of each measure, by a number: 300,000 amounts are grouped by it in half of the time that names take.
measure_part as (
    select m.*, p.slug, row_number() over (order by m.measure, m.statement, p.slug) as number
    from counted_measure as m
    inner join (select distinct parts, slug from part_group) as p on p.parts = m.parts
),
-- Each word that rows say, in each of those: whether it is of the part, and of what that is out of.
sorted_word as (
    select
        m.number, m.statement, w.word, coalesce(bool_or(p.word is null or p.word = w.word), false) as of_part,
        bool_or(b.word is not null) as of_base
    from measure_part as m
    inner join (select distinct statement, part as word from council_cell) as w on w.statement = m.statement
    inner join part_group as p on p.parts = m.parts and p.slug = m.slug
    left join part_group as b on b.parts = m.out_of and b.word = w.word
    group by m.number, m.statement, w.word
),
counted as (
    select
        w.number, c.place, c.sector, c.breakdown, c.unit, coalesce(sum(c.amount) filter (where w.of_part), 0) as amount,
        coalesce(sum(c.amount) filter (where w.of_base), 0) as out_of,
        coalesce(sum(c.squares) filter (where w.of_base), 0) as squares
    from cell as c
    inner join sorted_word as w on w.statement = c.statement and w.word is not distinct from c.part
    group by w.number, c.place, c.sector, c.breakdown, c.unit
),
breakdown_label as (
    select statement, breakdown, min(label) as label from council_cell where label is not null group by statement, breakdown
)
select
    m.measure, m.statement, c.place, concat_ws('/', c.sector, nullif(c.breakdown, ''), nullif(m.slug, '')) as breakdown,
    m.calculate, case when m.calculate = 'share' or c.unit = '' then m.unit else c.unit end as unit, c.unit = 'beds' as by_beds,
    coalesce(l.label, '') as label, c.amount, c.out_of, c.squares
from counted as c
inner join measure_part as m on m.number = c.number
left join breakdown_label as l on l.statement = m.statement and l.breakdown = c.breakdown
where m.zeros or c.amount > 0
