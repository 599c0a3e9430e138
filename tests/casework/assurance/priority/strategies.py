"""Random cases and schemes that are in order."""

from datetime import date, timedelta

from hypothesis import strategies as st

from careplace.casework.assurance.priority.kinds import kinds
from careplace.casework.assurance.priority.signals import Case, Signal

TODAY = date(2026, 11, 29)
DAYS = st.integers(0, 3000).map(lambda days: TODAY - timedelta(days=days))
EVENTS = [key for key, kind in kinds().items() if kind.type == "event"]


@st.composite
def signals(draw, keys: tuple[str, ...] = tuple(kinds())) -> Signal:
    kind = kinds()[draw(st.sampled_from(keys))]
    level = draw(st.sampled_from(kind.levels)) if kind.type == "level" else None
    number = draw(st.integers(0, 100)) if kind.type == "number" else None
    source = draw(st.sampled_from(["CQC", "Team"]))
    return Signal(kind=kind.key, on=draw(DAYS), source=source, level=level, number=number)


@st.composite
def cases(draw) -> Case:
    recorded = frozenset(draw(st.lists(st.sampled_from(EVENTS))))
    return Case(service="Rose House", signal=draw(st.lists(signals(), max_size=12)), recorded=recorded)
