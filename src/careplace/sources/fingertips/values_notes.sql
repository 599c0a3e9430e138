-- What readers of a download must know. In: fingertips_value (of one file).
with related as (
    select
        *,
        value * denominator / nullif("count", 0) as base
    from fingertips_value
    where value is not null and denominator > 0 and "count" > 0
),
-- A crude rate is its count over its denominator times one base, of 1 to 100,000; a standardised one is not. So an
-- indicator is crude where nine in ten of its values, and ten at least, have the same such base.
usual as (
    select indicator_id, median(base) as base
    from related
    group by indicator_id
    having count(*) >= 10 and abs(log10(median(base)) - round(log10(median(base)))) < 0.0005
        and count(*) filter (where abs(base / (select median(r.base) from related r where r.indicator_id = related.indicator_id) - 1) < 0.005)
            >= 0.9 * count(*)
),
notes as (
    select 1 as place, indicator_id, status as within, indicator_id || ' ' || indicator || ': ' || count(*)
        || ' values are ' || status as message
    from fingertips_value
    where status <> 'published'
    group by indicator_id, indicator, status
    union all
    select 2, indicator_id, area_code || period, indicator_id || ' ' || indicator || ', ' || area_name || ', ' || period
        || ': the value ' || value || ' lies outside its own limits; all are kept'
    from fingertips_value
    where value < lower95 or value > upper95 or value < lower998 or value > upper998
    union all
    select 3, related.indicator_id, area_code || period, related.indicator_id || ' ' || indicator || ', ' || area_name || ', '
        || period || ': the value ' || value || ' is not what its parts give, ' || "count" || ' of ' || denominator || ': '
        || round(usual.base * "count" / denominator, 4)
    from related
    inner join usual on usual.indicator_id = related.indicator_id
    -- Values are given with many digits or with one; a count of a few may be rounded.
    where abs(value - usual.base * "count" / denominator) > greatest(0.0501, 0.005 * value)
)
select message from notes order by place, indicator_id, within, message
