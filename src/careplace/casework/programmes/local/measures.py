"""A local outcome as a measure, and its figures as a series of places: what evaluations read."""

from collections.abc import Sequence
from decimal import Decimal

import pyarrow as pa

from careplace.casework.programmes.local.models import OF_A_WHOLE, LocalMeasure
from careplace.casework.programmes.local.table import Figure
from careplace.casework.programmes.models import Outcome
from careplace.measures.dictionary import Measure
from careplace.measures.outcomes.series_of_places import SeriesOfPlaces, arranged

NOT_PUBLISHED = "counted by the council; not published"
_PER = {"share": 1.0, "per 1,000": 1_000.0, "per 100,000": 100_000.0}


def local_of(outcome: Outcome) -> LocalMeasure | None:
    """What a local outcome counts; None for a measure of the dictionary."""
    return getattr(outcome, "local", None)


def measure_of(local: LocalMeasure) -> Measure:
    """The measure, as those of the dictionary are; which way is better is what the programme hopes for."""
    return Measure(
        id=local.outcome.measure,
        title=local.title,
        question=f"{local.title}?",
        section="",
        unit=local.unit,
        numerator=local.numerator,
        denominator=local.denominator,
        method=f"{local.source}: {NOT_PUBLISHED}",
        polarity={"higher": "high", "lower": "low"}[local.outcome.hoped],
        period_type=local.period_type,
        places=("council",),
    )


def series_of(local: LocalMeasure, rows: Sequence[Figure]) -> SeriesOfPlaces:
    """The series of every area of its figures."""
    places, periods, counts, wholes = zip(*rows, strict=True)
    numbers = [float(Decimal(count)) for count in counts]
    sizes = [None if whole is None else float(Decimal(whole)) for whole in wholes]
    values = [
        number if size is None else _PER[local.unit] * number / size
        for number, size in zip(numbers, sizes, strict=True)
    ]
    counted = numbers if local.unit in OF_A_WHOLE else [None] * len(rows)
    table = pa.table(
        {
            "place": pa.array(places, pa.string()),
            "period": pa.array(periods, pa.string()),
            "version": pa.array([""] * len(rows), pa.string()),
            "value": pa.array(values, pa.float64()),
            "numerator": pa.array(counted, pa.float64()),
            "denominator": pa.array(sizes, pa.float64()),
        }
    )
    return arranged(measure_of(local), "all", table)
