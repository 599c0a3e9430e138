-- provider_month from NHS England's monthly table of providers: booked appointments are in every number.
create table provider_month as
select
    reading.month,
    cells.organisation,
    attendances_type_1, attendances_type_2, attendances_other, attendances,
    over_4_hours_type_1, over_4_hours_type_2, over_4_hours_other, over_4_hours,
    admissions_type_1, admissions_type_2, admissions_other, emergency_admissions, admissions_over_4_hours,
    attendances = attendances_type_1 + attendances_type_2 + attendances_other
        and over_4_hours = over_4_hours_type_1 + over_4_hours_type_2 + over_4_hours_other
        and attendances = within_4_hours + over_4_hours as adds_up,
    admissions_from_departments = admissions_type_1 + admissions_type_2 + admissions_other
        and emergency_admissions = admissions_from_departments + admissions_otherwise as admissions_add_up,
    reading.source,
    cells.sheet,
    cells.source_row
from cells
cross join reading
