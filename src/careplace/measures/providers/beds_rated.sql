-- How many rated locations of each council and sector have beds. Parameters: snapshot, levels.
select h.council, s.sector, count(*) as locations
from register as h
inner join location_sector as s on s.snapshot = h.snapshot and s.location_id = h.location_id
where h.snapshot = $snapshot and h.care_home and h.beds > 0 and list_contains($levels, h.overall)
group by h.council, s.sector
