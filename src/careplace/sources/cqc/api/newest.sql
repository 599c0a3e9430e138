-- The newest date on which anything in the payloads happened.
select cast(max(happened) as date) as newest from (
    select max(registrationDate) as happened from payload
    union all
    select max(deregistrationDate) from payload
    union all
    select max(lastInspection.date) from payload
    union all
    select max(published) from rated
)
