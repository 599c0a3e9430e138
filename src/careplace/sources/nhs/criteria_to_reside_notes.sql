-- What readers of patients without criteria to reside must know. In: nhs_criteria_to_reside, cells.
with notes as (
    select 1 as place, '' as within, 'Rows without an organisation and without a value, left out: '
        || count(*) as message
    from cells
    where organisation is null and patients is null
    having count(*) > 0
    union all
    select 2, organisation, organisation || ': no value on ' || count(*) || ' days that have a row, between '
        || min(day) || ' and ' || max(day)
    from nhs_criteria_to_reside
    where status = 'missing'
    group by organisation
)
select message from notes order by place, within
