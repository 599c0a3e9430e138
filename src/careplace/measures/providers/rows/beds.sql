-- Every location with beds, by its beds.
select sector, council, location_id, beds as amount from location_in_sector where beds > 0
