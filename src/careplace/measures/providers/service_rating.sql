-- A service and its word for each question; a key question that it has no word for is left out. In: service.
select sector, council, location_id, 'overall' as domain, overall as rating, beds, rated from service
union all
select sector, council, location_id, 'safe', safe, beds, rated from service where safe is not null
union all
select sector, council, location_id, 'effective', effective, beds, rated from service where effective is not null
union all
select sector, council, location_id, 'caring', caring, beds, rated from service where caring is not null
union all
select sector, council, location_id, 'responsive', responsive, beds, rated from service where responsive is not null
union all
select sector, council, location_id, 'well-led', well_led, beds, rated from service where well_led is not null
