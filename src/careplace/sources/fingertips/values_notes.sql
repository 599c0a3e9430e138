-- What readers of a download must know. In: fingertips_value (of one file).
with notes as (
    select 1 as place, indicator_id, status as within, indicator_id || ' ' || indicator || ': ' || count(*)
        || ' values are ' || status as said
    from fingertips_value
    where status <> 'published'
    group by indicator_id, indicator, status
    union all
    select 2, indicator_id, area_code || period, indicator_id || ' ' || indicator || ', ' || area_name || ', ' || period
        || ': the value ' || value || ' lies outside its own limits; all are kept'
    from fingertips_value
    where value < lower95 or value > upper95 or value < lower998 or value > upper998
)
select said from notes order by place, indicator_id, within, said
