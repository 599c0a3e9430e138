-- The services that a register names. Parameter: path.
select distinct service
from (select unnest(string_split(trim(services, '|'), '|')) as service from read_parquet($path, hive_partitioning = false) where services is not null)
where service <> ''
order by service
