"""An area, a group of areas, and the answer to a name that is neither."""

from dataclasses import dataclass
from datetime import date

# In the order in which a name that several areas bear is understood.
KINDS = ("council", "district", "region", "combined authority", "integrated care board", "nation")
GROUP_KINDS = KINDS[2:]


@dataclass(frozen=True, slots=True)
class Area:
    """One area under one official code.

    `from_date` is its first day, None where it stood before the record begins; `to_date` is the first day on
    which it no longer stands, None while it does. `council` is the upper-tier council of a district.
    """

    code: str
    name: str
    official_name: str
    kind: str
    from_date: date | None = None
    to_date: date | None = None
    council: str | None = None

    def stands(self, on: date | None = None) -> bool:
        """Whether the area stands on a day; None asks whether it stands still."""
        return within(self.from_date, self.to_date, on)

    def ended(self, on: date | None = None) -> bool:
        """Whether the area no longer stands on a day; None asks about today."""
        return self.to_date is not None and (on is None or self.to_date <= on)

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of councils, as it was on a day. `notes` say who is left out, or in by the greater part.

    `code` is the official code of a group that is an area itself (a region, say), else empty. `distances` are those of
    statistical neighbours, in the members' order, and empty for other groups.
    """

    key: str
    name: str
    kind: str
    members: tuple[Area, ...]
    notes: tuple[str, ...] = ()
    code: str = ""
    distances: tuple[float, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(member.code for member in self.members)


class UnknownPlace(LookupError):
    """A name, code or group that means nothing, or nothing on that day; the message says what is near."""

    def __init__(self, message: str, texts: tuple[str, ...] = (), nearest: tuple[Area, ...] = ()):
        super().__init__(message)
        self.texts, self.nearest = texts, nearest


def within(start: date | None, end: date | None, on: date | None) -> bool:
    """Whether a day lies in [start, end); None asks whether the period is still open."""
    if on is None:
        return end is None
    return (start is None or start <= on) and (end is None or on < end)


def day(on: date | None) -> str:
    """A day in a sentence."""
    return f"on {on.isoformat()}" if on else "today"


def overlap(*periods: tuple[date | None, date | None]) -> tuple[date | None, date | None] | None:
    """The days that lie in all the periods, or None where there are none."""
    start = max((start for start, _end in periods if start), default=None)
    end = min((end for _start, end in periods if end), default=None)
    return None if start and end and start >= end else (start, end)
