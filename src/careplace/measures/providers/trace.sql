-- The rows of the register behind one figure: those that the statement counted, from its own text. `rows` is the statement,
-- `row` the column with the row of the rating. In: row_shape, part_group, here_all, and what the statement reads.
-- Parameters: councils, breakdown, parts, out_of, calculate. Out: a row a location; `counts` of those that the value counts,
-- `in_base` of those that it is out of.
with cell as (
    select r.location_id, r.part, r.amount, p.slug
    from (select * from row_shape union all by name ({rows})) as r
    inner join (select distinct slug from part_group where parts = $parts) as p
        on concat_ws('/', r.sector, nullif(r.breakdown, ''), nullif(p.slug, '')) = $breakdown
    where list_contains($councils, r.council)
),
largest as (
    select part from cell where part is not null group by part order by sum(amount) desc, part limit 1
),
word as (select slug, word from part_group where parts = $parts),
base as (select word from part_group where parts = $out_of)
select
    h.snapshot, h.location_id, h.location_name, h.provider_name, h.council, h.overall, h.published_on, h.inherited,
    h.source, h.sheet, h.source_row, coalesce(h.rating_source, h.source) as rating_source,
    coalesce(h.rating_sheet, h.sheet) as rating_sheet, h.{row} as rating_row, c.amount,
    case $calculate
        when 'quantile' then true
        when 'distinct' then c.part is not null
        when 'largest' then coalesce(c.part = (select part from largest), false)
        else c.amount <> 0 and (w.word is not null or (select count(*) from word where word is null) > 0)
    end as counts,
    case $calculate when 'share' then b.word is not null else true end as in_base
from cell as c
inner join here_all as h on h.location_id = c.location_id
left join word as w on w.slug = c.slug and w.word = c.part
left join base as b on b.word = c.part
order by h.location_id
