-- Every care home by its size, and its rating.
select
    sector, council, location_id, replace(band, ' ', '-') as breakdown, band as label, overall as part, 1 as amount
from (
    select
        *,
        case when beds <= 10 then '1 to 10 beds' when beds <= 25 then '11 to 25 beds' when beds <= 50 then '26 to 50 beds'
            else '51 beds or more' end as band
    from location_in_sector
    where care_home and beds > 0
)
