-- The periods of each measure that any place has a number for.
select measure, list_sort(array_agg(distinct period)) as periods
from read_parquet($paths, hive_partitioning = false)
where value is not null
group by measure
order by measure
