"""Figures of a place's work in a year: a measure, its count, and the sentence that may be said of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from careplace.casework.assurance.proof.counts import COUNTS, Count, Item
from careplace.casework.assurance.proof.evidence import Evidence
from careplace.casework.assurance.proof.measures import Measure, measures
from careplace.casework.assurance.proof.years import Year


@dataclass(frozen=True)
class ProofFigure:
    """A measure of a place in a year. `today` is the day on which it was counted."""

    measure: Measure
    place: str
    year: Year
    today: date
    count: Count

    @property
    def id(self) -> str:
        """ "casework/homes-visited/E08000026/2025-26"."""
        return f"casework/{self.measure.key}/{self.place}/{self.year.label.replace('/', '-')}"

    @property
    def as_at(self) -> date:
        """The date of the denominator."""
        return self.count.as_at

    @property
    def numerator(self) -> int:
        """How many of the denominator the numerator has."""
        return sum(item.counted for item in self.count.items)

    @property
    def denominator(self) -> int:
        """How many there are."""
        return len(self.count.items)

    @property
    def value(self) -> float | None:
        """The share, from 0 to 1; None of nothing."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def missing(self) -> tuple[Item, ...]:
        """Those of the denominator that the numerator does not have."""
        return tuple(item for item in self.count.items if not item.counted)

    @property
    def reasons(self) -> Mapping[str, int]:
        """{why the numerator does not have them: how many}, the most frequent first, then by words."""
        counts = Counter(item.why for item in self.missing)
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def figures(evidence: Evidence, place: str, year: Year, today: date) -> dict[str, ProofFigure]:
    """{key of the measure: its figure} of every measure, in the order of the dictionary."""
    return {
        key: ProofFigure(measure, place, year, today, COUNTS[measure.count](evidence, measure, year, today))
        for key, measure in measures().items()
    }
