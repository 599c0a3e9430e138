-- In how many payloads the date of a rating is 1 January of the year 1, which the software behind the API writes for none.
select count(*) as payloads, min_by(id, source_row) as id
from payload
where list_bool_or(list_transform(historicRatings, lambda e: starts_with(trim(e.reportDate), '0001-01-01')))
