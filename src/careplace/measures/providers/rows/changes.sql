-- Every location of a place at either date, by what happened to it; one that was followed to its successor, so too.
select place, sector, earlier_id, later_id, change as part, locations as amount from changed
union all
select place, sector, earlier_id, later_id, 'followed', followed from changed where followed > 0
