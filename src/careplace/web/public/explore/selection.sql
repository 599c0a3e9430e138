-- The locations that a reader asks for, in the order asked for. Parameters: path and sectors (files of one register);
-- councils (null for everywhere); sector, service, question, before, words, changed (empty, or null, for any); levels and
-- unrated (null for any rating), latest_levels and latest_unrated likewise of the latest rating overall; least and most
-- beds; sort. Out: chosen.
create or replace temp table chosen as
with here as (
    select
        *,
        case $question
            when 'overall' then overall when 'safe' then safe when 'effective' then effective
            when 'caring' then caring when 'responsive' then responsive else well_led
        end as rating
    from read_parquet($path, hive_partitioning = false)
),
picked as (
    select
        h.location_id, lower(h.location_name) as folded_name, h.rating, n.overall as latest, h.beds, a.name as council_name,
        date_diff('day', date '1900-01-01', h.published_on) as days,
        case h.rating
            when 'Outstanding' then 4 when 'Good' then 3 when 'Requires improvement' then 2 when 'Inadequate' then 1
        end as score
    from here as h
    left join area as a on a.code = h.council
    left join latest_rating as n on n.location_id = h.location_id
    where ($councils is null or list_contains($councils, h.council))
        and ($sector = '' or h.location_id in (select s.location_id from read_parquet($sectors, hive_partitioning = false) as s where s.sector = $sector))
        and ($service = '' or contains(h.services, '|' || $service || '|'))
        and (
            $levels is null
            or list_contains($levels, h.rating)
            or ($unrated and shown_rating(h.rating) is null)
        )
        and (
            $latest_levels is null
            or list_contains($latest_levels, n.overall)
            or ($latest_unrated and shown_rating(n.overall) is null)
        )
        and ($older = 0 or date_diff('day', h.published_on, h.snapshot) / 365.25 > $older)
        and ($most = 0 or (h.care_home and h.beds between $least and $most))
        and (
            $words = ''
            or contains(
                lower(concat_ws(
                    chr(10), h.location_name, h.provider_name, h.brand_name, h.postcode, h.location_id, h.provider_id
                )),
                lower($words)
            )
        )
        and ($changed is null or h.location_id in (select unnest($changed)))
)
select
    location_id, rating, latest,
    row_number() over (
        order by
            case $sort
                when 'worst' then score when 'best' then -score
                when 'oldest' then days when 'newest' then -days
                when 'largest' then -beds
            end asc nulls last,
            case when $sort = 'council' then council_name end asc nulls last,
            folded_name, location_id
    ) as position
from picked
