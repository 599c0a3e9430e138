-- Everything in the payloads that makes one of no use, with the row it stands in. In: payload, published_rating, earlier,
-- and the variables earliest and latest: one payload with the year 9999 would date a file without a date in its name.
with dated as (
    select source_row, 'registrationDate' as field, registrationDate as actual from payload
    union all
    select source_row, 'deregistrationDate', deregistrationDate from payload
    union all
    select source_row, 'lastInspection.date', lastInspection.date from payload
    union all
    select source_row, field || ' date', published from published_rating
    union all
    select source_row, 'historicRatings.reportDate', reportDate from earlier
),
flagged as (
    select source_row, 'careHome' as field, careHome as actual from payload
    union all
    select source_row, 'dormancy', dormancy from payload
)
select source_row, field, coalesce(quote, 'nothing') as actual, expected from (
    select source_row, 'statusCode' as field, 'an error that the API answered with (' || statusCode || ')' as quote,
        'a location or provider' as expected
    from payload where id is null and statusCode is not null
    union all
    select source_row, 'locationId or providerId', '"' || id || '"', 'an id'
    from payload where coalesce(trim(id), '') = '' and statusCode is null
    union all
    select source_row, 'name', '"' || name || '"', 'a name' from payload where coalesce(trim(name), '') = '' and (id is not null or statusCode is null)
    union all
    select source_row, 'registrationStatus', '"' || registrationStatus || '"', 'Registered or Deregistered'
    from payload
    where coalesce(registrationStatus, '') not in ('Registered', 'Deregistered') and (id is not null or statusCode is null)
    union all
    select source_row, 'deregistrationDate', 'none', 'a date, since the status is Deregistered'
    from payload where registrationStatus = 'Deregistered' and coalesce(deregistrationDate, '') = ''
    union all
    select source_row, field, '"' || actual || '"', 'a date YYYY-MM-DD' from dated
    where trim(actual) <> ''
        and (try_strptime(actual, '%Y-%m-%d') is null or not regexp_matches(actual, '^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$'))
    union all
    select source_row, field, '"' || actual || '"',
        'a date from ' || getvariable('earliest') || ' to ' || getvariable('latest')
    from dated
    where cast(try_strptime(actual, '%Y-%m-%d') as date)
        not between cast(getvariable('earliest') as date) and cast(getvariable('latest') as date)
    union all
    select source_row, field, '"' || actual || '"', 'Y or N' from flagged where actual not in ('Y', 'N')
    union all
    select source_row, 'numberOfBeds', '"' || numberOfBeds || '"', 'a whole number from 0 to 5,000' from payload
    where numberOfBeds is not null
        and coalesce(try_cast(numberOfBeds as bigint) not between 0 and 5000 or numberOfBeds like '%.%', true)
)
order by source_row, field, actual;
