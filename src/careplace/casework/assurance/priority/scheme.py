"""A scheme: which signals give how many points, which score is which band, and which changes are tried.

A scheme is checked whole before it is used, so that more concern never gives fewer points.
"""

import string
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from careplace.casework import data_file
from careplace.casework.assurance.priority.kinds import Kind, kinds
from careplace.casework.assurance.priority.signals import Words
from careplace.casework.data_file import Entry, Key
from careplace.casework.faults import Fault, Faulty

Points = Annotated[int, Field(ge=0, le=1000, strict=True)]
PLACEHOLDERS = {
    "level": {"level", "on"},
    "age": {"age", "on"},
    "number": {"number", "on"},
    "count": {"count", "months"},
}
"""{what a rule goes by: what its sentence may name}."""
TYPES = {"level": {"level"}, "age": {"level", "number"}, "number": {"number"}, "count": {"event"}}
"""{what a rule goes by: the types of kinds that have it}."""


class Band(Entry):
    """A band and the fewest points that are in it."""

    key: Key
    title: Words
    least: Points = Field(alias="from")


class Step(Entry):
    """The points from a value upwards (`from`), or from it downwards (`to`)."""

    least: float | None = Field(default=None, alias="from", ge=0)
    most: float | None = Field(default=None, alias="to", ge=0)
    points: Points

    def takes(self, value: float) -> bool:
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


class Rule(Entry):
    """How a kind of signal gives points: by its level, its age in months, its number, or its count in past months."""

    key: Key
    signal: str
    by: Literal["level", "age", "number", "count"]
    sentence: Words
    points: dict[str, Points] = Field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    months: int | None = Field(default=None, ge=1, le=120)

    @property
    def most(self) -> int:
        """The most points that it gives."""
        return max([0, *self.points.values(), *(step.points for step in self.steps)])

    def points_of(self, value: float) -> int:
        """The points of a number, an age or a count; the steps give more with more concern, so the most count."""
        return max([0, *(step.points for step in self.steps if step.takes(value))])


class Change(Entry):
    """A change that is tried to see what it would do: a new signal of today."""

    key: Key
    sentence: Words
    signal: str
    level: str | None = None
    number: float | None = None


class Scheme(Entry):
    """A whole scheme. `status` says where its points come from; every priority shows it."""

    version: Words
    title: Words
    status: Words
    bands: tuple[Band, ...] = Field(alias="band", min_length=1)
    rules: tuple[Rule, ...] = Field(alias="rule", min_length=1)
    changes: tuple[Change, ...] = Field(default=(), alias="change")

    def band(self, score: int) -> Band:
        """The band of a score."""
        return next(band for band in self.bands if score >= band.least)


def parse(text: str, document: str = "the scheme") -> Scheme:
    """The scheme that a TOML document describes.

    Raises:
        Faulty: with every fault, each with its entry and field.
    """
    return _checked(data_file.parse(Scheme, text, document), document)


def read(path: Path) -> Scheme:
    """The scheme that a file describes. Raises Faulty as `parse`, also for a file that cannot be opened."""
    return _checked(data_file.read(Scheme, path), path.name)


def _checked(scheme: Scheme, document: str) -> Scheme:
    if faults := list(_faults(scheme)):
        raise Faulty(document, faults)
    return scheme


@cache
def default() -> Scheme:
    """The scheme that comes with Careplace, "illustrative, not from any council"."""
    return parse(files(__package__).joinpath("default.toml").read_text(encoding="utf-8"), "default.toml")


def _faults(scheme: Scheme) -> Iterator[Fault]:
    for name, entries in (("band", scheme.bands), ("rule", scheme.rules), ("change", scheme.changes)):
        twice = [key for key, times in Counter(entry.key for entry in entries).items() if times > 1]
        yield from (Fault(f"{name} {key}", "key", "stands twice") for key in twice)
    least = [band.least for band in scheme.bands]
    if least[-1] != 0 or any(upper <= lower for upper, lower in pairwise(least)):
        yield Fault("the bands", "from", f"{least} must go down to 0, the highest band first")
    for rule in scheme.rules:
        yield from (Fault(f"rule {rule.key}", field, message) for field, message in _of_rule(rule))
    for change in scheme.changes:
        yield from (Fault(f"change {change.key}", field, message) for field, message in _of_change(change))


def _of_rule(rule: Rule) -> Iterator[tuple[str, str]]:
    kind = kinds().get(rule.signal)
    if kind is None:
        yield "signal", f"there is no kind {rule.signal!r}: it is one of {', '.join(kinds())}"
        return
    if kind.type not in TYPES[rule.by]:
        yield "by", f"{rule.signal} is of the type {kind.type}, which has no {rule.by}"
        return
    yield from _of_sentence(rule)
    yield from _of_levels(rule, kind) if rule.by == "level" else _of_steps(rule, kind)
    if (rule.months is not None) != (rule.by == "count"):
        yield "months", "a rule by count needs it, and no other has it"


def _of_sentence(rule: Rule) -> Iterator[tuple[str, str]]:
    try:
        fields = [field for field in string.Formatter().parse(rule.sentence) if field[1] is not None]
    except ValueError as error:
        yield "sentence", f"its braces do not match: {error}"
        return
    names = {
        f"{name}{'!' if conversion else ''}{spec and ':'}{spec}" for _text, name, spec, conversion in fields
    }
    if strange := sorted(names - PLACEHOLDERS[rule.by]):
        allowed = ", ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS[rule.by]))
        yield "sentence", f"it names {', '.join(strange)}; it may name {allowed}"


def _of_levels(rule: Rule, kind: Kind) -> Iterator[tuple[str, str]]:
    if rule.steps:
        yield "steps", "a rule by level has points and no steps"
    if set(rule.points) != set(kind.levels):
        yield "points", f"it must have points for each of {', '.join(kind.levels)}, and for nothing else"
    elif not _rises(rule.points[level] for level in kind.levels):
        yield "points", f"from {kind.levels[0]} to {kind.levels[-1]} they must never become fewer"


def _of_steps(rule: Rule, kind: Kind) -> Iterator[tuple[str, str]]:
    if rule.points or not rule.steps:
        yield "steps", f"a rule by {rule.by} has steps and no points"
    low = rule.by == "number" and kind.concern == "low"
    field = "to" if low else "from"
    limits = [step.most if low else step.least for step in rule.steps]
    others = [step.least if low else step.most for step in rule.steps]
    if any(limit is None for limit in limits) or any(limit is not None for limit in others):
        yield "steps", f"each step of {rule.signal} by {rule.by} has `{field}` and no other limit"
        return
    ordered = [-limit if low else limit for limit in limits if limit is not None]
    if not _rises(ordered) or len(set(ordered)) < len(ordered):
        yield "steps", f"`{field}` must go from the least to the most concerning value"
    if not _rises(step.points for step in rule.steps):
        yield "steps", "points must never become fewer with more concern"


def _of_change(change: Change) -> Iterator[tuple[str, str]]:
    kind = kinds().get(change.signal)
    if kind is None or kind.type == "event":
        yield "signal", f"{change.signal!r} is no kind with a level or a number"
    elif kind.type == "level" and (change.level not in kind.levels or change.number is not None):
        yield "level", f"it must be one of {', '.join(kind.levels)}"
    elif kind.type == "number" and (change.number is None or change.level is not None):
        yield "number", f"{change.signal} needs a number and no level"


def _rises(values: Iterable[float]) -> bool:
    values = list(values)
    return all(before <= after for before, after in pairwise(values))
