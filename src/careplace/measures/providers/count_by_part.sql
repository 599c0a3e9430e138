-- The amount of each part of each cell, and of what it is out of. In: cell, cell_label, part_group. Parameters: parts, out_of
-- (both names of part_group), zeros (whether a part that no location is of is a figure).
with part as (select slug, word from part_group where parts = $parts),
base as (select word from part_group where parts = $out_of),
-- Each word that rows say, in each part: whether it is of the part, and of what that is out of.
sorted_word as (
    select
        s.slug, w.word,
        coalesce(bool_or(p.word is null or p.word = w.word), false) as of_part,
        w.word in (select word from base) as of_base
    from (select distinct slug from part) as s
    cross join (select distinct part as word from cell) as w
    inner join part as p on p.slug = s.slug
    group by s.slug, w.word
),
counted as (
    select
        c.place, c.sector, c.breakdown, c.unit, w.slug, coalesce(sum(c.amount) filter (where w.of_part), 0) as amount,
        coalesce(sum(c.amount) filter (where w.of_base), 0) as out_of,
        coalesce(sum(c.squares) filter (where w.of_base), 0) as squares
    from cell as c
    inner join sorted_word as w on w.word is not distinct from c.part
    group by c.place, c.sector, c.breakdown, c.unit, w.slug
)
select
    c.place, concat_ws('/', c.sector, nullif(c.breakdown, ''), nullif(c.slug, '')) as breakdown, c.unit,
    coalesce(l.label, '') as label, c.amount, c.out_of, c.squares
from counted as c
left join (select breakdown, min(label) as label from cell_label group by breakdown) as l on l.breakdown = c.breakdown
where $zeros or c.amount > 0
order by c.place, 2
