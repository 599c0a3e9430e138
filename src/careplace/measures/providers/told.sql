-- The figures of a snapshot that its publications can tell, in order. In: part (figures), place_origin, place_then.
-- Parameter: telling (the sectors that only service types tell). Where one council's file has services, beds or key
-- questions and another's has not, a region's figure would be that of the one: it is left out.
select p.* replace (coalesce(nullif(p.source, ''), o.source, '') as source)
from part as p
left join place_origin as o on o.place = p.place
left join place_then as t on t.place = p.place and cast(t.snapshot as varchar) || '..' = left(p.period, 12)
where (
        (coalesce(o.has_services, true) and coalesce(t.has_services, true))
        or not list_contains($telling, split_part(p.breakdown, '/', 1))
    )
    and (
        coalesce(o.has_beds, true)
        or not (p.unit = 'beds' or p.breakdown like '%/beds/%' or p.measure like 'size-band-%')
    )
    and (coalesce(o.lists_unrated, true) or not (p.measure like 'user-band-%' or p.measure = 'dormant'))
    and (
        coalesce(o.has_key_questions, true)
        or split_part(p.breakdown, '/', 2) not in ('safe', 'effective', 'caring', 'responsive', 'well-led')
    )
order by p.place, p.measure, p.period, p.breakdown
