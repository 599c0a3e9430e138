-- What readers of discharges must know. In: nhs_discharge, cells.
with days as (
    select day, count(by_1700) + count(from_1701) as reported from nhs_discharge group by day
),
notes as (
    select 1 as place, '' as within, 'Rows without an organisation and without a value, left out: '
        || count(*) as message
    from cells
    where organisation is null and coalesce(patients, by_1700, from_1701) is null
    having count(*) > 0
    union all
    select 2, '', 'Nobody has the times of discharge on ' || count(*) || ' days, between ' || min(day) || ' and '
        || max(day)
    from days
    where reported = 0
    having count(*) > 0
    union all
    select 3, '', 'Days on which a total is not the sum of its two times: ' || count(*) || '; both are kept'
    from nhs_discharge
    where status = 'unlike its parts'
    having count(*) > 0
    union all
    select 4, organisation, organisation || ': no value on ' || count(*) || ' days that have a row, between '
        || min(day) || ' and ' || max(day)
    from nhs_discharge
    where status = 'missing'
    group by organisation
)
select message from notes order by place, within
