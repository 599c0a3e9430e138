-- Every row of a file, with people who are providers named as CQC's files of ratings name them. Parameter: path.
select * replace (
    case
        when ownership in ('Individual', 'Partnership') then 'Individual/partnership provider ' || provider_id
        else provider_name
    end as provider_name
)
from read_parquet($path)
