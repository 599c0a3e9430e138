-- A service and its word for each question; a key question that it has no word for is left out. In: location_in_sector.
select sector, council, location_id, 'overall' as domain, overall as rating, beds, rated from location_in_sector
union all
select sector, council, location_id, 'safe', safe, beds, rated from location_in_sector where safe is not null
union all
select sector, council, location_id, 'effective', effective, beds, rated from location_in_sector where effective is not null
union all
select sector, council, location_id, 'caring', caring, beds, rated from location_in_sector where caring is not null
union all
select sector, council, location_id, 'responsive', responsive, beds, rated from location_in_sector where responsive is not null
union all
select sector, council, location_id, 'well-led', well_led, beds, rated from location_in_sector where well_led is not null
