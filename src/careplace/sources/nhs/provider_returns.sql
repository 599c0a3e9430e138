-- provider_month from the monthly return (MSitAE). Appointments that were booked stand apart there and count in what
-- NHS England publishes: with them every provider of April 2025 has the numbers of the monthly table.
create table provider_month as
with counted as (
    select
        *,
        type_1_attendances + coalesce(type_1_attendances_booked, 0) as attendances_type_1,
        type_2_attendances + coalesce(type_2_attendances_booked, 0) as attendances_type_2,
        other_attendances + coalesce(other_attendances_booked, 0) as attendances_other,
        type_1_over_4_hours + coalesce(type_1_over_4_hours_booked, 0) as over_4_hours_type_1,
        type_2_over_4_hours + coalesce(type_2_over_4_hours_booked, 0) as over_4_hours_type_2,
        other_over_4_hours + coalesce(other_over_4_hours_booked, 0) as over_4_hours_other
    from cells
)
select
    counted.month,
    counted.organisation,
    attendances_type_1, attendances_type_2, attendances_other,
    attendances_type_1 + attendances_type_2 + attendances_other as attendances,
    over_4_hours_type_1, over_4_hours_type_2, over_4_hours_other,
    over_4_hours_type_1 + over_4_hours_type_2 + over_4_hours_other as over_4_hours,
    admissions_type_1, admissions_type_2, admissions_other,
    admissions_type_1 + admissions_type_2 + admissions_other + admissions_otherwise as emergency_admissions,
    waited_4_to_12_hours + waited_over_12_hours as admissions_over_4_hours,
    true as adds_up,
    true as admissions_add_up,
    reading.source,
    counted.sheet,
    counted.source_row
from counted
cross join reading
