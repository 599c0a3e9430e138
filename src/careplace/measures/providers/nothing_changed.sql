-- `changed` where there is no earlier snapshot: empty.
select
    '' as place, '' as sector, '' as earlier_id, '' as earlier_rating, '' as later_id, '' as later_rating, '' as change,
    0 as locations, 0 as followed
where false
