-- The amount of each part of each cell, and of what it is out of. In: cell, part_group. Parameters: parts, out_of (both names
-- of part_group), zeros (whether a part that no location is of is a figure).
with part as (select slug, word from part_group where parts = $parts),
base as (select word from part_group where parts = $out_of),
whole as (
    select
        c.place, c.sector, c.breakdown, c.unit, min(c.label) as label,
        coalesce(sum(c.amount) filter (where b.word is not null), 0) as out_of,
        coalesce(sum(c.squares) filter (where b.word is not null), 0) as squares
    from cell as c
    left join base as b on b.word = c.part
    group by c.place, c.sector, c.breakdown, c.unit
),
counted as (
    select c.place, c.sector, c.breakdown, c.unit, p.slug, sum(c.amount) as amount
    from cell as c
    inner join part as p on p.word is null or p.word = c.part
    group by c.place, c.sector, c.breakdown, c.unit, p.slug
)
select
    w.place, concat_ws('/', w.sector, nullif(w.breakdown, ''), nullif(p.slug, '')) as breakdown, w.unit, coalesce(w.label, '') as label,
    coalesce(c.amount, 0) as amount, w.out_of, w.squares
from whole as w
cross join (select distinct slug from part) as p
left join counted as c
    on c.place = w.place and c.sector = w.sector and c.breakdown = w.breakdown and c.unit = w.unit and c.slug = p.slug
where $zeros or c.amount > 0
order by w.place, breakdown
