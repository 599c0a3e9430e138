"""Figures of so few people that they could show who they are."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from careplace.casework.programmes.local.models import LocalFigures, LocalMeasure

SMALLEST_GROUP = 5
"""The smallest count of people that is published, as in consultations."""


def small_periods(figures: LocalFigures) -> list[str]:
    """The periods in which the council's own figure counts one to four people; none where it counts no people."""
    measure = figures.measure
    if not measure.counts_people:
        return []
    return [
        str(period)
        for area, period, *numbers in figures.rows
        if area == measure.place and any(0 < group < SMALLEST_GROUP for group in _groups(measure, numbers))
    ]


def _groups(measure: LocalMeasure, numbers: Iterable[str | None]) -> Iterator[Decimal]:
    """The groups that a figure has people in: those counted, and of a percentage the others too."""
    count, *wholes = [Decimal(number) for number in numbers if number is not None]
    yield count
    if measure.unit == "share":
        yield from (whole - count for whole in wholes)
