-- The registrations that a location followed or was followed by. Parameter: id.
select predecessor_id, successor_id, basis
from succession
where predecessor_id = $id or successor_id = $id
order by predecessor_id, successor_id
