-- Every rated location whose rating has a date, by the rating's age in years.
select sector, council, location_id, age as amount from location_in_sector where rated and age is not null
