-- Every location of the sector; those whose rating was given to an earlier registration count.
select sector, council, location_id, cast(rated and inherited as int) as amount from location_in_sector
