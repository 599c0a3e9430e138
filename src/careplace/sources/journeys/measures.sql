-- The table journeys_measure; truths are written as CSV on the Web writes them. In: cells, reading.
select
    cells.* exclude (history, fictional), try_cast(cells.history as boolean) as history,
    try_cast(cells.fictional as boolean) as fictional, reading.source
from cells
cross join reading
order by cells.source_row
