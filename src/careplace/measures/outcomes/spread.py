"""How a group's councils are spread, and how surely a place is in the worst or the best quarter of them.

No position is given: with intervals as wide as these a position would be luck (decision: rank tables are not made).
Every council's probability comes from one simulation, so that a run of reports simulates once.
"""

from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np

from careplace.figures import Figure, Status
from careplace.measures.cache import cached
from careplace.measures.dictionary import Measure
from careplace.measures.outcomes.comparison import is_count
from careplace.measures.outcomes.groups import members
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.queries import CELLS, Cell, everywhere
from careplace.measures.reader import Reader
from careplace.statistics.arguments import normal_quantile
from careplace.statistics.quantiles import quantile_bounds

NAMES = ("lowest", "lower", "median", "upper", "highest")
DRAWS = 2_000
_METHODS = {name: f"{name} of the councils' values" for name in ("lowest", "highest")}
FEWEST = 8
"""Quarters of fewer places than this hold one place each, and would be a rank by another name."""
METHOD = (
    f"{DRAWS:,} draws for every council from a normal distribution as wide on each side as its 95% interval; "
    "the share of draws in which the place is in the quarter"
)


@dataclass(frozen=True)
class Quarters:
    """The probabilities of each council: {code: (worst, best)}, and what must be said beside them."""

    likely: dict[str, tuple[float, float]]
    said: str
    why_not: str = ""


@cached(most=CELLS)
def values(
    reader: Reader, measure: Measure, key: str, period: str, breakdown: str
) -> tuple[list[Figure], int]:
    """Figures with a value of the group's councils, of the definition that most of them have, and how many councils
    the group has."""
    cell: Cell = (measure.id, period, breakdown)
    councils = members(reader, key, span(period, measure.period_type)[1])
    places = everywhere(reader, [cell])[cell]
    figures = [places[code] for code in councils if code in places and places[code].value is not None]
    figures = [figure for figure in figures if figure.status != Status.NOT_COMPARABLE]
    versions = [figure.version for figure in figures]
    usual = max(sorted(set(versions)), key=versions.count, default="")
    return [f for f, version in zip(figures, versions, strict=True) if version == usual], len(councils)


def quartiles(
    reader: Reader, measure: Measure, key: str, period: str, breakdown: str
) -> tuple[Figure, Figure, Figure] | None:
    """Lower quartile, median and upper quartile of the values of the group's councils; None under 8 councils, and for
    counts, which only tell how large councils are."""
    five = summary(reader, measure, key, period, breakdown)
    return (five[1], five[2], five[3]) if five else None


def median_and_range(
    reader: Reader, measure: Measure, key: str, period: str, breakdown: str
) -> tuple[Figure, Figure, Figure] | None:
    """Lowest value, median and highest of the group's councils: what a group is compared by whose numbers cannot be added
    up; None as for `quartiles`."""
    five = summary(reader, measure, key, period, breakdown)
    return (five[0], five[2], five[4]) if five else None


@cached()
def summary(
    reader: Reader, measure: Measure, key: str, period: str, breakdown: str
) -> tuple[Figure, ...] | None:
    """The five numbers of NAMES, of the values of the group's councils; None as for `quartiles`."""
    return _summary(measure, key, period, breakdown, *values(reader, measure, key, period, breakdown))


def quarters(reader: Reader, measure: Measure, mine: Figure, key: str) -> tuple[Figure, Figure] | None:
    """The probabilities that the place is in the worst and in the best quarter of the group's councils.

    None where the measure has no direction, the place is not one of the councils, or they are fewer than 8.
    """
    if measure.polarity not in ("high", "low") or is_count(measure, mine):
        return None
    probabilities = _simulated(reader, measure, key, mine.period, mine.breakdown)
    if mine.place not in probabilities.likely:
        return None
    worst, best = probabilities.likely[mine.place]
    why = "the place's figure has no interval" if mine.lower95 is None else ""
    figure_of = _figure(mine, key)
    return tuple(
        replace(figure, status=Status.MISSING, reason=f"cannot tell: {why}")
        if why
        else replace(figure, value=probability, method=METHOD, reason=probabilities.said)
        for figure, probability in ((figure_of("worst"), worst), (figure_of("best"), best))
    )


def probabilities(
    value: np.ndarray, lower: np.ndarray, upper: np.ndarray, seed: str, draws: int = DRAWS
) -> tuple[np.ndarray, np.ndarray]:
    """For each place the probability of being in the lowest and in the highest quarter.

    Args:
        value, lower, upper: shape (places,), the 95% limits NaN where there are none: such a place stays at its value.
        seed: words that decide the draws: the same words, the same probabilities.
    """
    places, quarter = len(value), max(1, round(len(value) / 4))
    z = float(normal_quantile(0.95))
    below, above = (np.nan_to_num(side) / z for side in (value - lower, upper - value))
    random = np.random.default_rng(int.from_bytes(sha256(seed.encode()).digest()[:8], "big"))
    draws_of_places = random.standard_normal((draws, places), dtype=np.float32)
    draws_of_places = value + draws_of_places * np.where(draws_of_places < 0, below, above)
    ordered = np.partition(draws_of_places, (quarter - 1, places - quarter), axis=1)
    lowest, highest = ordered[:, quarter - 1, None], ordered[:, places - quarter, None]
    return (draws_of_places <= lowest).mean(axis=0), (draws_of_places >= highest).mean(axis=0)


@cached(most=CELLS)
def _simulated(reader: Reader, measure: Measure, key: str, period: str, breakdown: str) -> Quarters:
    seed = f"{measure.id}/{period}/{breakdown}/{key}"
    return _simulate(measure, seed, *values(reader, measure, key, period, breakdown))


def _simulate(measure: Measure, seed: str, figures: list[Figure], councils: int) -> Quarters:
    if len(figures) < FEWEST:
        return Quarters({}, "")
    value, lower, upper = (
        np.array([getattr(f, name) for f in figures], dtype=float) for name in ("value", "lower95", "upper95")
    )
    low, high = probabilities(value, lower, upper, seed)
    worst, best = (low, high) if measure.polarity == "high" else (high, low)
    likely = zip((f.place for f in figures), zip(worst.tolist(), best.tolist(), strict=True), strict=True)
    without = int(np.isnan(lower + upper).sum())
    phrase = f"among the {len(figures)} of {councils} councils that have a figure"
    if without:
        phrase += f"; {without} of them have no interval and are taken at their value"
    return Quarters(dict(likely), phrase)


def _figure(mine: Figure, key: str):
    def figure_of(which: str) -> Figure:
        return Figure(
            f"outcome-{which}-quarter",
            mine.place,
            mine.period,
            f"{mine.measure}/{mine.breakdown}/against:{key}",
            unit="share",
            source=mine.source,
            query="spread.py",
        )

    return figure_of


def _summary(measure, key, period, breakdown, figures: list[Figure], councils: int):
    if len(figures) < FEWEST or is_count(measure, figures[0]):
        return None
    bounds = quantile_bounds(np.array([figure.value for figure in figures], float), 4)
    sources = {prefix for figure in figures for prefix in figure.source.split("|") if prefix}
    return tuple(
        Figure(
            "outcome-quartile",
            key,
            period,
            f"{measure.id}/{breakdown}/{name}",
            value=float(bound),
            unit=measure.unit,
            numerator=float(len(figures)),
            denominator=float(councils),
            method=_METHODS.get(name, "quartile of the councils' values, by interpolation"),
            source="|".join(sorted(sources)),
            query="spread.py",
        )
        for name, bound in zip(NAMES, bounds, strict=True)
    )
