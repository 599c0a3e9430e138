-- Councils at a level of CQC's assessment: a row for each council that counts, with the month of its assessment.
insert into origin by name
select
    'council rated ' || overall as part, member as name, strftime(assessed_month, '%Y-%m') as period, 1 as numerator, 1 as weight,
    substr(assessment_member.source, 1, 12) as source, '' as sheet, source_row
from figure
join assessment_member on group_code = place and assessment_member.period = figure.period and overall is not null
where series = 'councils-assessed'
    or series = 'councils-' || lower(replace(overall, ' ', '-'))
    or (series = 'councils-not-rated' and overall not in ('Outstanding', 'Good', 'Requires improvement', 'Inadequate'))
