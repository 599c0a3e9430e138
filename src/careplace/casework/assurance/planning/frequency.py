"""When visits are due: rules of frequency as data, and the due days of a service within a period."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated

from dateutil.relativedelta import relativedelta
from pydantic import Field

from careplace.casework import data_file
from careplace.casework.data_file import Entry
from careplace.casework.faults import Fault, Faulty

MOST_URGENT = 4
"""Of the highest band of priority."""
Months = Annotated[int, Field(ge=1, le=60)]


class Rule(Entry):
    """Kinds of service, and the most months between two visits; fewer below standard, or in a band of priority."""

    kinds: tuple[str, ...] = Field(min_length=1)
    months: Months
    below_standard: Months
    bands: dict[str, Months] = Field(default_factory=dict)


class Frequency(Entry):
    """The rules of a team."""

    version: str
    rules: tuple[Rule, ...] = Field(alias="rule", min_length=1)

    def interval(self, kind: str, below_standard: bool, band: str = "") -> "Interval":
        """The months between two visits of a service.

        Raises:
            ValueError: for a kind without a rule.
        """
        rule = self._rule(kind)
        by_standard = rule.below_standard if below_standard else rule.months
        by_band = rule.bands.get(band, rule.months)
        months = min(by_standard, by_band)
        shorter = months < rule.months
        return Interval(months, shorter and by_standard == months, shorter and by_band == months)

    def _rule(self, kind: str) -> Rule:
        for rule in self.rules:
            if kind in rule.kinds:
                return rule
        raise ValueError(f"no rule says how often a service of the kind {kind!r} is visited")


@dataclass(frozen=True)
class Interval:
    """The most months between two visits, and why they are fewer than for others: the last report, the band, or both."""

    months: int
    by_standard: bool
    by_band: bool


@dataclass(frozen=True)
class Service:
    """A service to be visited; `last_visit` is None where it was never visited.

    Args:
        score: how much a week of delay weighs, next to others.
        band: the key of its band of priority, for the rules; "" where it is not known.
        urgency: how much it is visited before it is due: 0 without need, up to MOST_URGENT as early as somebody has time.
    """

    id: str
    kind: str
    district: str
    last_visit: date | None
    below_standard: bool = False
    score: int = 0
    band: str = ""
    urgency: int = 0


def parse(text: str, document: str = "the rules of frequency") -> Frequency:
    """The rules that a TOML document describes.

    Raises:
        Faulty: with every fault, each with its entry and field.
    """
    frequency = data_file.parse(Frequency, text, document)
    if faults := _faults(frequency):
        raise Faulty(document, faults)
    return frequency


@cache
def default() -> Frequency:
    """The rules that come with Careplace, an example."""
    return parse(files(__package__).joinpath("frequency.toml").read_text(encoding="utf-8"), "frequency.toml")


def due_days(frequency: Frequency, service: Service, start: date, end: date) -> list[date]:
    """The days from `start` to `end`, included, by which a service must be visited, as if each visit were made on its day.

    A visit that was due earlier, or a service that was never visited, is due on `start`.
    """
    months = frequency.interval(service.kind, service.below_standard, service.band).months
    due = max(service.last_visit + relativedelta(months=months), start) if service.last_visit else start
    days = []
    while due <= end:
        days.append(due)
        # From the first day, so that the 31st does not become the 28th for good.
        due = days[0] + relativedelta(months=months * len(days))
    return days


def _faults(frequency: Frequency) -> list[Fault]:
    times = Counter(kind for rule in frequency.rules for kind in rule.kinds)
    twice = [Fault("the rules", "kinds", f"{kind} is in several rules") for kind, n in times.items() if n > 1]
    return twice + [
        Fault(f"rule {position}", field, "it must not be more months than for the others")
        for position, rule in enumerate(frequency.rules, start=1)
        for field, months in [("below_standard", rule.below_standard), *_band_fields(rule)]
        if months > rule.months
    ]


def _band_fields(rule: Rule) -> list[tuple[str, int]]:
    return [(f"bands.{band}", months) for band, months in rule.bands.items()]
