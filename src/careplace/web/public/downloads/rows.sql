-- Every row of a file of the edition, in its own order. Parameter: path.
select * from read_parquet($path, hive_partitioning = false)
