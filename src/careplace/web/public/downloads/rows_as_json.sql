-- Every row of a file of the edition as a JSON object, in its own order. Parameter: path.
select to_json(r) as line from read_parquet($path, hive_partitioning = false) as r
