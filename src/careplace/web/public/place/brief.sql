-- What the first page of a place shows of its figures: no key questions, beds, sizes or people served.
-- Parameters: path of the figures of a snapshot, place, prefix of the breakdown. Out: figures.
select * from read_parquet($path, hive_partitioning = false)
where place = $place and starts_with(breakdown, $prefix)
    and (
        measure in ('locations', 'regulations', 'rating-age-median', 'rating-age-p90', 'rating-change', 'rating-change-points')
        or measure in ('rated', 'unrated', 'rating-count', 'rating-share') and contains(breakdown, '/overall/locations')
    )
order by place, measure, period, breakdown
