-- Every figure of one place, under each code that it has had. {codes} are constants: the rows of other places, which
-- lie in other row groups, are then never read. Without $parts no breakdowns.
select * from read_parquet($paths, hive_partitioning = false)
where place in ({codes}) and ($parts or breakdown = 'all')
order by measure, breakdown, period, place
