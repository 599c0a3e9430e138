-- The rows of the raw files that a figure's observations were read from; null where an observation is a sum.
select source_row
from observation
where
    source_table = $table
    and series = $series
    and version = $version
    and place = $place
    and period = $period
    and breakdown = $breakdown
order by source_row
