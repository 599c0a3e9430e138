-- Every location of the sector.
select sector, council, location_id, 1 as amount from location_in_sector
