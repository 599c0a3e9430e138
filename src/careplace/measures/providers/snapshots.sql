-- The dates of all snapshots. In: location_date, rating_date (dates.sql).
select snapshot from location_date union select snapshot from rating_date order by snapshot
