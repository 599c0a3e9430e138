"""What the signals that officers enter are to a scheme of priorities."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from careplace.casework.assurance.caseload.records import Noted
from careplace.casework.assurance.priority.signals import Signal, signal_of

SOURCE = "Noted by the team"


@dataclass(frozen=True)
class NotedKind:
    """A kind of noted_kinds.toml; the first lines of that file explain each field."""

    signal: str
    level: str | None = None
    while_open: bool = False
    recorded: bool = False


@cache
def noted_kinds() -> dict[str, NotedKind]:
    """{kind of signal that officers enter: what it is to a scheme}, of those that a scheme can count."""
    text = files(__package__).joinpath("noted_kinds.toml").read_text(encoding="utf-8")
    return {key: NotedKind(**entry) for key, entry in tomllib.loads(text).items()}


@cache
def recorded_kinds() -> frozenset[str]:
    """The kinds of events of which a team notes each here."""
    return frozenset(kind.signal for kind in noted_kinds().values() if kind.recorded)


def noted_signals(signals: Iterable[Noted]) -> list[Signal]:
    """The signals of a scheme that officers' signals are; the others give none."""
    pairs = [(signal, noted_kinds().get(signal.kind)) for signal in signals]
    return [
        signal_of(kind.signal, signal.happened_on, SOURCE, kind.level)
        for signal, kind in pairs
        if kind is not None and (signal.state == "open" or not kind.while_open)
    ]
