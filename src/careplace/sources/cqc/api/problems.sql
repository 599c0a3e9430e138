-- Everything in the payloads that the contracts do not allow, with the row it stands in.
with dated as (
    select source_row, 'registrationDate' as field, registrationDate as found from payload
    union all
    select source_row, 'deregistrationDate', deregistrationDate from payload
    union all
    select source_row, 'lastInspection.date', lastInspection.date from payload
    union all
    select source_row, field || ' date', published from rated
    union all
    select source_row, 'historicRatings.reportDate', reportDate from earlier
),
worded as (
    select source_row, field, domain, word from rated
    union all
    select source_row, 'historicRatings', domain, word from earlier
),
flagged as (
    select source_row, 'careHome' as field, careHome as found from payload
    union all
    select source_row, 'dormancy', dormancy from payload
)
select source_row, field, coalesce(quote, 'nothing') as found, expected from (
    select source_row, 'locationId or providerId' as field, '"' || id || '"' as quote, 'an id' as expected
    from payload where coalesce(trim(id), '') = ''
    union all
    select source_row, 'name', '"' || name || '"', 'a name' from payload where coalesce(trim(name), '') = ''
    union all
    select source_row, 'registrationStatus', '"' || registrationStatus || '"', 'Registered or Deregistered'
    from payload where coalesce(registrationStatus, '') not in ('Registered', 'Deregistered')
    union all
    select source_row, 'deregistrationDate', 'none', 'a date, since the status is Deregistered'
    from payload where registrationStatus = 'Deregistered' and coalesce(deregistrationDate, '') = ''
    union all
    select max(source_row), 'locationId or providerId', '"' || id || '" in ' || count(*) || ' payloads',
        'each id once' from payload group by is_provider, id having count(*) > 1
    union all
    select source_row, field, '"' || found || '"', 'a date YYYY-MM-DD' from dated
    where trim(found) <> '' and try_strptime(found, '%Y-%m-%d') is null
    union all
    select source_row, field, '"' || found || '"', 'Y or N' from flagged where found not in ('Y', 'N')
    union all
    select source_row, 'numberOfBeds', '"' || numberOfBeds || '"', 'a whole number from 0 to 5,000' from payload
    where numberOfBeds is not null
        and coalesce(try_cast(numberOfBeds as bigint) not between 0 and 5000 or numberOfBeds like '%.%', true)
    union all
    select source_row, 'onspdLatitude, onspdLongitude', '"' || onspdLatitude || ', ' || onspdLongitude || '"',
        'degrees in Great Britain' from payload
    where coalesce(onspdLatitude, onspdLongitude) is not null and not coalesce(
        try_cast(onspdLatitude as double) between 49 and 61 and try_cast(onspdLongitude as double) between -9 and 2.5,
        false)
    union all
    select source_row, field, '"' || word || '"', 'a rating: ' || getvariable('words') from worded
    where lower(regexp_replace(trim(word), '\s+', ' ', 'g')) not in (select folded from rating_word)
    union all
    select source_row, field, '"' || domain || '"', 'Overall or a key question' from worded
    where domain is null or domain not in (select domain from domain)
)
order by source_row, field, found;
