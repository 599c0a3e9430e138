"""Where the levels of escalation come from: the application that keeps cases names its function here when it starts."""

from collections.abc import Callable, Mapping
from datetime import date

Levels = Callable[[str, date], Mapping[str, str]]
"""(place, day) → {id of a service: the title of its level on that day}, without services of no concern."""
_sources: list[Levels] = []


def register(source: Levels) -> None:
    """Take the levels from `source`; the latest one that registered is the one that counts."""
    _sources.append(source)


def levels_on(place: str, day: date) -> Mapping[str, str] | None:
    """The levels of a place's services on a day; None where no application keeps them."""
    return _sources[-1](place, day) if _sources else None
