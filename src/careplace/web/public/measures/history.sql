-- The figures of a few places for one measure and breakdown, at every period of the edition.
select * from figure
where measure = $measure and breakdown = $breakdown and list_contains($places, place)
order by period, place
