-- The councils of each group at the end of each month in which CQC published an assessment, with each one's latest assessment until
-- then: council_assessment_levels.sql counts them, and origins/council_assessment_levels.sql lists their rows.
create or replace temp view assessment_member as
with month_of_file as (
    select distinct assessed_month as first_day, last_day(assessed_month) as last_day
    from council_assessment where assessed_month is not null
),
-- Sheffield and Barnsley changed their codes in April 2025, and a file has every council under the code of its own date.
land as (
    select council as code, council from council_assessment
    union
    select area_successor.code, council
    from council_assessment join area_successor on successor = council and whole
    union
    select successor, council
    from council_assessment join area_successor on area_successor.code = council and whole
),
latest as (
    select
        last_day, land.code, max(assessed_month) as assessed_month,
        max_by(struct_pack(council_assessment.council, overall, source, source_row), assessed_month) as assessment
    from month_of_file
    join council_assessment on assessed_month <= first_day
    join land on land.council = council_assessment.council
    group by last_day, land.code
)
select
    group_code, group_kind, strftime(first_day, '%Y-%m') as period, first_day, month_of_file.last_day, member,
    assessed_month, assessment.overall, assessment.source, assessment.source_row
from area_group
join month_of_file
    on (from_date is null or from_date <= last_day) and (to_date is null or to_date > last_day)
left join latest on latest.code = member and latest.last_day = month_of_file.last_day
where group_kind in ('region', 'combined authority', 'integrated care board', 'nation')
