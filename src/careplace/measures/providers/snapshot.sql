-- What the publications of one snapshot ($1) hold, over all its councils. In: snapshot_place, reach (coverage.sql).
select
    cast($1 as date) as snapshot, count(*) as councils, bool_and(lists_unrated) as lists_unrated,
    bool_and(has_beds) as has_beds, bool_and(has_services) as has_services,
    bool_and(has_key_questions) as has_key_questions, (select national from reach) as national
from snapshot_place where snapshot = $1
