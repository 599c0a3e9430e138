-- Each step with its period, how many other places of its kind have a figure of the part then, and how many of them step likewise: the
-- same way, within two periods, and at least half as far as a share of the higher level. In: step (series, position, before, after), step_point.
with dated as (
    select step.*, measure, place, breakdown, place_kind, period, number, step.after > step.before as rises,
        abs(step.after - step.before) / greatest(abs(step.before), abs(step.after)) as share
    from step
    join step_point on step_point.series = step.series and step_point.position = step.position
),

peer as (
    select dated.series, dated.position, count(distinct step_point.place) as peers
    from dated
    join step_point
        on step_point.measure = dated.measure and step_point.breakdown = dated.breakdown
        and step_point.place_kind = dated.place_kind and step_point.number = dated.number and step_point.place <> dated.place
    group by dated.series, dated.position
),

mover as (
    select dated.series, dated.position, count(distinct companion.place) as moved
    from dated
    join dated as companion
        on companion.measure = dated.measure and companion.breakdown = dated.breakdown
        and companion.place_kind = dated.place_kind
        and companion.place <> dated.place and companion.rises = dated.rises
        and abs(companion.number - dated.number) <= 2 and companion.share >= dated.share / 2
    group by dated.series, dated.position
)

select
    dated.measure, dated.place, dated.breakdown, dated.place_kind, dated.period,
    dated.before, dated.after, dated.limits, dated.earlier_limits,
    coalesce(peer.peers, 0) as peers, coalesce(mover.moved, 0) as moved
from dated
left join peer on peer.series = dated.series and peer.position = dated.position
left join mover on mover.series = dated.series and mover.position = dated.position
order by dated.series, dated.position
