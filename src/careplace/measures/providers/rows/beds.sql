-- Every location with beds, by its beds.
select sector, council, location_id, beds as amount from service where beds > 0
