-- A measure's series of every council: what a place is compared with when it is asked whether something changed there.
-- In: series_figure (figures of outcomes), area. $measure, $breakdown; $codes: the councils.
select
    place,
    period,
    version,
    value,
    numerator,
    denominator
from series_figure
where
    measure = $measure
    and breakdown = $breakdown
    and list_contains($codes, place)
order by period, place
