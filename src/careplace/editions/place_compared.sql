-- One place's figures in two editions, by what they are about, and why those differ that do. In: figure_a, figure_b
-- (careplace.figures.SCHEMA), code_at (code, position: the codes that the place had, in time), input_a, input_b (file: the
-- first 12 digits of each raw file), redefined (measure), known_a, known_b (measure), moved (period).
-- Out: place_compared, a row a figure that differs, `why` being its reasons, the first one first; same_count.
create or replace temp table here_a as
select f.*
from figure_a as f
inner join code_at as c on c.code = f.place
qualify row_number() over (partition by f.measure, f.period, f.breakdown order by c.position desc) = 1;

create or replace temp table here_b as
select f.*
from figure_b as f
inner join code_at as c on c.code = f.place
qualify row_number() over (partition by f.measure, f.period, f.breakdown order by c.position desc) = 1;

-- Figures that stand on a file which the other edition does not have.
create or replace temp table alone_a as
with file as (
    select source, unnest(string_split(source, '|')) as file from (select distinct source from here_a where source <> '')
)
select distinct source from file where file not in (select file from input_b);

create or replace temp table alone_b as
with file as (
    select source, unnest(string_split(source, '|')) as file from (select distinct source from here_b where source <> '')
)
select distinct source from file where file not in (select file from input_a);

create or replace temp table side_by_side as
select
    coalesce(b.measure, a.measure) as measure, coalesce(b.period, a.period) as period,
    coalesce(b.breakdown, a.breakdown) as breakdown, coalesce(b.unit, a.unit) as unit,
    case when a.measure is null then 'added' when b.measure is null then 'removed' else 'changed' end as what,
    a.place as place_before, b.place as place_after, a.value as before, b.value as after,
    a.numerator as numerator_before, b.numerator as numerator_after,
    a.denominator as denominator_before, b.denominator as denominator_after,
    a.status as status_before, b.status as status_after, a.version as version_before, b.version as version_after,
    a.source as source_before, b.source as source_after,
    a.measure is not null and b.measure is not null
        and a.value is not distinct from b.value
        and a.numerator is not distinct from b.numerator and a.denominator is not distinct from b.denominator
        and a.lower95 is not distinct from b.lower95 and a.upper95 is not distinct from b.upper95
        and a.lower998 is not distinct from b.lower998 and a.upper998 is not distinct from b.upper998
        and a.unit = b.unit and a.status = b.status and a.version = b.version as alike
from here_a as a
full outer join here_b as b on b.measure = a.measure and b.period = a.period and b.breakdown = a.breakdown;

create or replace temp table same_count as select count(*) filter (where alike) as same from side_by_side;

create or replace temp table place_compared as
with differing as (
    select
        s.*, r.measure is not null or s.version_before <> s.version_after as redefined, m.period is not null as moved,
        case
            when s.what = 'added' then n.source is not null
            when s.what = 'removed' then o.source is not null
            else s.source_before <> s.source_after
        end as other_files,
        (s.what = 'added' and ka.measure is null) or (s.what = 'removed' and kb.measure is null) as unknown
    from side_by_side as s
    left join redefined as r on r.measure = s.measure
    left join moved as m on m.period = s.period
    left join alone_a as o on o.source = s.source_before
    left join alone_b as n on n.source = s.source_after
    left join known_a as ka on ka.measure = s.measure
    left join known_b as kb on kb.measure = s.measure
    where not s.alike
),
explained as (
    select
        *,
        case
            when what = 'added' then concat_ws('|',
                case when unknown then 'new measure' end, case when other_files then 'new data' end,
                case when not unknown and moved then 'boundary change' end,
                case when not unknown and redefined then 'definition change' end)
            when what = 'removed' then concat_ws('|',
                case when unknown then 'measure left out' end, case when other_files then 'file left out' end,
                case when not unknown and moved then 'boundary change' end,
                case when not unknown and redefined then 'definition change' end)
            else concat_ws('|',
                case when redefined then 'definition change' end, case when moved then 'boundary change' end,
                case when other_files then 'revision' end)
        end as reasons
    from differing
)
select
    measure, period, breakdown, unit, what, place_before, place_after, before, after, numerator_before, numerator_after,
    denominator_before, denominator_after, status_before, status_after, version_before, version_after, source_before,
    source_after, coalesce(nullif(reasons, ''), 'recalculation') as why
from explained
order by measure, abs(after - before) desc nulls last, period desc, breakdown;
