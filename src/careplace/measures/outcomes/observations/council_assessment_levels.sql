-- How many councils of a group CQC has assessed, and how many are at each level, by their latest assessment until each month in
-- which one was published; out of all councils that the group then had.
insert into observation by name
with tally as (
    select
        group_code, group_kind, period, first_day, last_day, count(*) as councils,
        [
            {series: 'councils-assessed', councils: count(overall)},
            {series: 'councils-outstanding', councils: count(*) filter (where overall = 'Outstanding')},
            {series: 'councils-good', councils: count(*) filter (where overall = 'Good')},
            {series: 'councils-requires-improvement', councils: count(*) filter (where overall = 'Requires improvement')},
            {series: 'councils-inadequate', councils: count(*) filter (where overall = 'Inadequate')},
            {
                series: 'councils-not-rated',
                councils: count(*) filter (
                    where overall not in ('Outstanding', 'Good', 'Requires improvement', 'Inadequate')
                )
            }
        ] as counts
    from assessment_member
    group by group_code, group_kind, period, first_day, last_day
),
point as (
    select * exclude (counts), unnest(counts) as part from tally
)
select
    'council_assessment' as source_table, part.series as series, group_code as place, group_kind as place_kind, period,
    'month' as period_type, first_day as period_start, last_day as period_end, part.councils as value,
    part.councils as numerator, councils as denominator,
    (select string_agg(distinct substr(source, 1, 12), '|' order by substr(source, 1, 12)) from council_assessment) as source
from point
