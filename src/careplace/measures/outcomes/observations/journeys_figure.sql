-- Released numbers of journeys, of councils, boards and trusts. A release's two files belong together by the checksum that the
-- one has of the other. What is withheld is suppressed, never 0: a figure without a value. Counts are rounded, as the reason says.
insert into observation by name
with numbers as (
    select f.*, m.kind, m.category as category_kind, m.released_by, m.released_on, m.fictional,
        unnest(case m.kind when 'duration' then ['', '/days_90', '/number'] else [''] end) as part
    from journeys_figure as f
    join journeys_measure as m on m.measure = f.measure and m.figures_sha256 = f.source
    where f.place_kind <> 'all' and f.place <> 'unknown'
),
valued as (
    select *,
        case
            when kind = 'share' then if(events > 0, counted / events, null)
            when kind = 'days' then days
            when kind = 'count' or part = '/number' then events
            when part = '/days_90' then days_90
            else median_days
        end as number
    from numbers
)
select
    'journeys_figure' as source_table,
    measure || part as series,
    place,
    case place_kind when 'board' then 'integrated care board' else place_kind end as place_kind,
    case period_kind
        when 'month' then strftime(period, '%Y-%m')
        else year(period) || '-' || lpad(cast((year(period) + 1) % 100 as varchar), 2, '0')
    end as period,
    case period_kind when 'month' then 'month' else 'financial year' end as period_type,
    period as period_start,
    cast(period + case period_kind when 'month' then interval 1 month else interval 1 year end - interval 1 day as date) as period_end,
    case
        when age_band <> 'all' then 'age:' || replace(age_band, ' ', '-')
        when category <> 'all'
            then replace(lower(category_kind), ' ', '-') || ':' || replace(replace(replace(category, '>', '-to-'), '_', '-'), ' ', '-')
        else 'all'
    end as breakdown,
    number as value,
    if(kind = 'share' and number is not null, counted, null) as numerator,
    if(kind = 'share' and number is not null, events, null) as denominator,
    case
        when number is not null then 'final'
        when kind = 'share' and events = 0 then 'missing'
        else 'suppressed'
    end as status,
    case
        when number is null and kind = 'share' and events = 0 then 'nobody to count; '
        when number is null then 'withheld: of few people, or would give away a number of few people; '
        when part = '' and kind = 'duration' or part = '/days_90' then 'whole days; '
        else 'rounded to 5; '
    end || if(fictional, 'of fictional people; ', '') || 'released by ' || released_by || ' on ' || strftime(released_on, '%Y-%m-%d') as reason,
    substr(source, 1, 12) as source,
    source_row
from valued
