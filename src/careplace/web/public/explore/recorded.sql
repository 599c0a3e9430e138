-- What the register of a day records of some councils. Parameters: snapshot; councils (null for all). Out: one row.
select
    coalesce(bool_or(has_beds), false) as has_beds, coalesce(bool_or(has_services), false) as has_services,
    coalesce(bool_or(has_key_questions), false) as has_key_questions
from snapshot_place
where snapshot = $snapshot and ($councils is null or list_contains($councils, council))
