-- The figures of a snapshot that its publications support, in order. In: figure_key (place, measure, period, breakdown, unit and source of each
-- figure, and its row), place_origin, place_then. Parameters:
-- by_services (the sectors that only service types tell), by_beds and by_list (the measures that need numbers of beds, and a
-- list of every registered location), marked (those that are marked without that list).
-- Where one council's file has services, beds or key questions and another's has not, a region's figure would be that of the
-- one: it is left out. Out: row, and the figure's source and whether it is marked.
select
    f.row, coalesce(nullif(f.source, ''), o.source, '') as source,
    coalesce(list_contains($marked, f.measure) and not o.lists_unrated, false) as marked
from figure_key as f
left join place_origin as o on o.place = f.place
left join place_then as t on t.place = f.place and cast(t.snapshot as varchar) || '..' = left(f.period, 12)
where (
        (coalesce(o.has_services, true) and coalesce(t.has_services, true))
        or not list_contains($by_services, split_part(f.breakdown, '/', 1))
    )
    and (
        coalesce(o.has_beds, true)
        or not (f.unit = 'beds' or f.breakdown like '%/beds/%' or list_contains($by_beds, f.measure))
    )
    and (coalesce(o.lists_unrated, true) or not list_contains($by_list, f.measure))
    and (
        coalesce(o.has_key_questions, true)
        or split_part(f.breakdown, '/', 2) not in ('safe', 'effective', 'caring', 'responsive', 'well-led')
    )
order by f.place, f.measure, f.period, f.breakdown
