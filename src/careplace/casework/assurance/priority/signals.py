"""What is known about one service: signals of kinds, each with its source and date."""

from collections import defaultdict
from datetime import date
from functools import cached_property, lru_cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from careplace.casework.assurance.priority.kinds import kinds

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class Signal(BaseModel):
    """One thing that somebody recorded or published. `on` is the day that it was so; of an event, when it was."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    on: date
    source: Words
    level: str | None = None
    number: float | None = Field(default=None, ge=0, le=10_000)

    @model_validator(mode="after")
    def _of_its_kind(self) -> "Signal":
        kind = kinds().get(self.kind)
        if kind is None:
            raise ValueError(f"there is no kind {self.kind!r}: it is one of {', '.join(kinds())}")
        if (self.level is not None) != (kind.type == "level") or (self.number is not None) != (
            kind.type == "number"
        ):
            needed = {"level": "a level", "number": "a number", "event": "neither level nor number"}[
                kind.type
            ]
            raise ValueError(f"{self.kind} needs {needed}")
        if self.level is not None and self.level not in kind.levels:
            raise ValueError(
                f"{self.level!r} is no level of {self.kind}: it is one of {', '.join(kind.levels)}"
            )
        return self

    @property
    def concern(self) -> float:
        """How concerning its level or number is among those of its kind; the higher the more."""
        kind = kinds()[self.kind]
        if self.number is not None:
            return self.number if kind.concern == "high" else -self.number
        return kind.levels.index(self.level) if self.level is not None else 0


class Case(BaseModel):
    """A service and what is known about it.

    `recorded` are the kinds of events that somebody records for it: without a signal of such a kind there was none. Of any
    other kind without a signal nothing is known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    service: Words
    signals: tuple[Signal, ...] = Field(default=(), alias="signal")
    recorded: frozenset[str] = frozenset()

    @model_validator(mode="after")
    def _recorded_are_events(self) -> "Case":
        wrong = sorted(key for key in self.recorded if key not in kinds() or kinds()[key].type != "event")
        if wrong:
            raise ValueError(f"recorded: {', '.join(wrong)} is no kind of event")
        return self

    @cached_property
    def _by_kind(self) -> dict[str, list[Signal]]:
        """{kind: its signals, the earliest first}: every rule of a scheme looks for those of its kind."""
        by_kind: dict[str, list[Signal]] = defaultdict(list)
        for signal in sorted(self.signals, key=lambda s: (s.on, s.source)):
            by_kind[signal.kind].append(signal)
        return dict(by_kind)

    def events(self, kind: str) -> list[Signal]:
        """The signals of a kind, the earliest first."""
        return self._by_kind.get(kind, [])

    def latest(self, kind: str) -> Signal | None:
        """The latest signal of a kind; of several on one day the most concerning."""
        return max(self.events(kind), key=lambda s: (s.on, s.concern, s.source), default=None)

    def with_signal(self, signal: Signal) -> "Case":
        """The case with one more signal, and without those of its kind that are dated later or on its day."""
        earlier = tuple(s for s in self.signals if s.kind != signal.kind or s.on < signal.on)
        return self._with((*earlier, signal))

    def without(self, signals: tuple[Signal, ...]) -> "Case":
        """The case without some signals."""
        left = list(self.signals)
        for signal in signals:
            left.remove(signal)
        return self._with(tuple(left))

    def _with(self, signals: tuple[Signal, ...]) -> "Case":
        return Case(service=self.service, signal=signals, recorded=self.recorded)


@lru_cache(maxsize=8192)
def signal_of(
    kind: str, on: date, source: str, level: str | None = None, number: float | None = None
) -> Signal:
    """A signal. It is checked when it is made and does not change, so the same one serves every service that has its like.

    Raises:
        ValidationError: for what is no signal.
    """
    return Signal(kind=kind, on=on, source=source, level=level, number=number)
