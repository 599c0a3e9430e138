-- Observations that the dictionary's measures are made of, one row a figure: temporary table `selected`.
-- `wanted` is the dictionary: a row a measure. `observation` is every published number.
create or replace temp table selected as
with reach as (
    select source_table, source, max(period_end) as newest from observation group by source_table, source
),

matched as (
    select
        w.measure, w.unit, w.limits, w.per, w.combine, w.words, o.place, o.period, o.period_type, o.breakdown, o.version,
        o.value, o.numerator, o.denominator, o.lower95, o.upper95, o.lower998, o.upper998, o.margin,
        o.status, o.reason, o.source, o.query,
        -- Of two files that publish the same point the one that reaches further is the newer; of two definitions
        -- in one file, the newer. Rows of one file and definition are pieces of a place, such as two councils that
        -- became one and are still told apart in the month of the change.
        dense_rank() over (
            partition by w.measure, o.place, o.period, o.breakdown
            order by r.newest desc, o.source desc, o.version desc
        ) as choice,
        count(*) over (
            partition by w.measure, o.place, o.period, o.breakdown, o.source, o.version
        ) as pieces
    from observation as o
    inner join reach as r on r.source_table = o.source_table and r.source = o.source
    inner join wanted as w
        on w.source_table = o.source_table and w.series = o.series and w.period_type = o.period_type
        and list_contains(w.places, o.place_kind)
        and (len(w.versions) = 0 or list_contains(w.versions, o.version))
        and (o.breakdown = 'all' or list_contains(w.breakdowns, split_part(o.breakdown, ':', 1)))
),

joined as (
    select
        measure, place, period, period_type, breakdown, version, unit, limits, per, words, query, source,
        case
            when count(value) < count(*) or combine <> 'sum' then null
            when count(denominator) = count(*) and count(numerator) = count(*) and sum(denominator) > 0
                then coalesce(per, 1) * sum(numerator) / sum(denominator)
            when count(denominator) = 0 then sum(value)
        end as value,
        case when combine = 'sum' and count(numerator) = count(*) then sum(numerator) end as numerator,
        case when combine = 'sum' and count(denominator) = count(*) then sum(denominator) end as denominator,
        max(case when status in ('suppressed', 'missing') then status else '' end) as worst_status,
        min(case when status in ('final', 'provisional') then status end) as stands,
        max(case status when 'provisional' then 1 else 0 end) as early,
        max(case status when 'not comparable' then reason end) as why_not_comparable,
        max(reason) as reason,
        count(*) as pieces,
        max(combine) as combine
    from matched
    where choice = 1 and pieces > 1
    group by
        measure, place, period, period_type, breakdown, version, unit, limits, per, words, query, source, combine
),

single as (
    select
        measure, place, period, period_type, breakdown, version, unit, limits, per, words, query, source,
        value, numerator, denominator, lower95, upper95, lower998, upper998, margin,
        case when value is null and status in ('final', 'provisional') then 'missing' else status end as status,
        case when value is null and reason = '' then 'not published' else reason end as reason
    from matched
    where choice = 1 and pieces = 1
)

select * from single
union all by name
select
    measure, place, period, period_type, breakdown, version, unit, limits, per, words, query, source,
    value, numerator, denominator,
    case
        when value is null then case when worst_status <> '' then worst_status else 'missing' end
        when why_not_comparable is not null then 'not comparable'
        when early = 1 then 'provisional'
        else 'final'
    end as status,
    case
        when value is not null and why_not_comparable is not null then why_not_comparable
        when value is not null then 'the sum of ' || pieces || ' parts that are published apart'
        when worst_status <> '' then 'a part of it is not published: ' || reason
        else pieces || ' numbers are published for it, which do not add up to one'
    end as reason
from joined;
