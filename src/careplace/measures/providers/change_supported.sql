-- Figures of change with the files of both dates. What the files of a date cannot know is marked: a file of ratings alone has
-- no location that was never rated. In: part_figure, change_origin. Parameters: status and reason of what is marked.
with kinded as (
    select f.*, o.source as files,
        f.measure = 'rating-change' and (
            (
                not o.earlier_listed
                and split_part(f.breakdown, '/', 2) in ('left-unrated', 'first-rating', 'unrated-at-both')
            )
            or (
                not o.later_listed
                and split_part(f.breakdown, '/', 2) in ('joined-unrated', 'rating-withdrawn', 'unrated-at-both')
            )
        ) as unknown
    from part_figure as f
    inner join change_origin as o on o.place = f.place
)
select * exclude (files, unknown) replace (
    files as source,
    case when unknown then $status else status end as status,
    case when unknown then $reason else reason end as reason
)
from kinded
