-- The latest rating of a location and the end of its registration. Parameter: id.
select * from latest_rating where location_id = $id
