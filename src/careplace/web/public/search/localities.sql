-- The councils of a town, or of a part of a postcode. Parameters: kinds, folded.
select kind, name, council, locations, addresses, latitude, longitude
from locality
where list_contains($kinds, kind) and folded = $folded
order by addresses desc, council
