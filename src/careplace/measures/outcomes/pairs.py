"""A place's figure with the group's own that it is compared with, and whether the one is counted in the other."""

from careplace.figures import Figure
from careplace.measures.dictionary import Measure
from careplace.measures.outcomes.comparison import Pair
from careplace.measures.outcomes.groups import group_value, members
from careplace.measures.outcomes.periods import span
from careplace.measures.reader import Reader


def pair(reader: Reader, measure: Measure, mine: Figure, key: str) -> Pair:
    """The pair at the figure's own period and breakdown, the group as it then was."""
    on = span(mine.period, measure.period_type)[1]
    here, there = set(members(reader, mine.place, on)), set(members(reader, key, on))
    theirs = group_value(reader, measure, key, mine.period, mine.breakdown)
    same = key == mine.place or (bool(here) and here == there)
    return Pair(measure, mine, theirs, inside=bool(here & there), same=same)
