"""When visits are due: rules of frequency as data, and the due days of a service within a period."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from dateutil.relativedelta import relativedelta
from pydantic import Field

from careplace.casework import data_file
from careplace.casework.data_file import Entry
from careplace.casework.faults import Fault, Faulty


class Rule(Entry):
    """Kinds of service, and the most months between two visits; fewer for a service below standard."""

    kinds: tuple[str, ...] = Field(min_length=1)
    months: int = Field(ge=1, le=60)
    below_standard: int = Field(ge=1, le=60)


class Frequency(Entry):
    """The rules of a team."""

    version: str
    rules: tuple[Rule, ...] = Field(alias="rule", min_length=1)

    def months(self, kind: str, below_standard: bool) -> int:
        """The months between two visits of a service.

        Raises:
            ValueError: for a kind without a rule.
        """
        for rule in self.rules:
            if kind in rule.kinds:
                return rule.below_standard if below_standard else rule.months
        raise ValueError(f"no rule says how often a service of the kind {kind!r} is visited")


@dataclass(frozen=True)
class Service:
    """A service to be visited. `score` is its priority's; `last_visit` is None where it was never visited."""

    id: str
    kind: str
    district: str
    last_visit: date | None
    below_standard: bool = False
    score: int = 0


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
    months = frequency.months(service.kind, service.below_standard)
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
        Fault(f"rule {position}", "below_standard", "it must not be more months than for the others")
        for position, rule in enumerate(frequency.rules, start=1)
        if rule.below_standard > rule.months
    ]
