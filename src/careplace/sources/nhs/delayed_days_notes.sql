-- What readers of delayed days must know. In: nhs_delayed_days (of one file).
with months_of_parts as (
    select part, month, count(days) as reported from nhs_delayed_days group by part, month
),
never as (
    select part, count(*) as months, min(month) as first_one, max(month) as last_one
    from months_of_parts
    where reported = 0
    group by part
),
nations as (
    select
        part,
        month,
        max(days) filter (where kind = 'nation') as nation,
        sum(days) filter (where kind = 'council') as councils
    from nhs_delayed_days
    group by part, month
),
differing as (
    select
        part,
        count(*) as months,
        count(*) filter (where nation <> councils) as differ,
        min(nation - councils) as least,
        max(nation - councils) as most,
        max(abs(nation - councils) * 1.0 / nullif(nation, 0)) as share
    from nations
    where nation is not null and councils is not null
    group by part
),
notes as (
    select 1 as place, part as within, 'The nation''s days (' || part || ') differ from the sum of the councils'' in '
        || differ || ' of ' || months || ' months, by ' || least || ' to ' || most || ' days (at most '
        || round(100 * share, 1) || '%); both are kept' as message
    from differing
    where differ > 0
    union all
    select 2, part, 'Nobody has days for ' || part || ' in ' || months || ' months, between ' || first_one || ' and '
        || last_one
    from never
    union all
    select 3, place_name || month, place_name || ', ' || month || ': the total ' || coalesce(days, 0) || ' is ' || status
    from nhs_delayed_days
    where status in ('without its parts', 'unlike its parts')
    union all
    select 4, place_name || month, place_name || ', ' || month || ': the council published no longer stood; its days go to '
        || council
    from nhs_delayed_days
    where not stood
    group by place_name, month, council
)
select message from notes order by place, within
