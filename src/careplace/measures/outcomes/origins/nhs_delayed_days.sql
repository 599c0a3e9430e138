-- Delayed days: a row for each month, and for a rate the adults who live in each district.
insert into origin by name
select
    'delayed days' as part, place_name as name, strftime(month, '%Y-%m') as period, coalesce(days, 0) as numerator,
    cast(null as double) as denominator, 1 as weight, substr(source, 1, 12) as source, sheet, source_row
from figure
join nhs_delayed_days as delayed
    on delayed.month between figure.period_start and figure.period_end
    and case delayed.kind when 'nation' then (select code from the_nation) else delayed.council end = figure.place
    and case
        when figure.breakdown = 'all' then delayed.split = 'reason' and delayed.part = 'all'
        else split_part(delayed.split, ' ', 1) = split_part(figure.breakdown, ':', 1)
            and replace(lower(delayed.part), ' ', '-') = split_part(figure.breakdown, ':', 2)
    end
union all by name
select
    'adults' as part, district_row.code as name, district_row.year as period, null as numerator, adults as denominator,
    date_diff('day', period_start, period_end) + 1 as weight, source, null as sheet, source_row
from figure
join adult_district on adult_district.place = figure.place
join district_row on district_row.code = adult_district.code
where figure.series = 'rate'
