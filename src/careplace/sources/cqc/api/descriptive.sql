-- Values that only describe and do not fit: tables.sql reads them as nothing, with the payload they stand in. In: payload.
select source_row, field, coalesce(quote, 'nothing') as actual, expected
from (
    select source_row, 'onspdLatitude, onspdLongitude' as field,
        '"' || onspdLatitude || ', ' || onspdLongitude || '"' as quote, 'degrees in Great Britain' as expected
    from payload
    where onspdLatitude is not null and onspdLongitude is not null and not coalesce(
        try_cast(onspdLatitude as double) between 49 and 61 and try_cast(onspdLongitude as double) between -9 and 2.5,
        false)
    union all
    select source_row, 'postalCode', '"' || postalCode || '"', 'a postcode, e.g. CV1 5RR'
    from payload
    where trim(postalCode) <> '' and postcode_of(postalCode) is null
)
order by source_row, field
