-- Every location and question, by its word.
select sector, council, location_id, domain || '/locations' as breakdown, rating as part, 1 as amount from rating_in_sector
