"""Whether a place's five newest yearly figures of one meaning rise or fall by more than expected by chance them.

A year without a value is left out, and the line is fitted on the years that have one: a survey that was voluntary in
2020-21 would else leave every place without a direction until 2025-26.
"""

from collections.abc import Sequence

import numpy as np

from careplace.figures import Figure, Status, Verdict
from careplace.measures.dictionary import Measure
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.segments import Segment
from careplace.measures.verdicts import judged
from careplace.statistics.arguments import normal_quantile
from careplace.statistics.estimates import Reason
from careplace.statistics.trend import POINTS, trend

YEARLY = ("financial year", "year")
WORDS = {1: "increasing", -1: "decreasing", 0: "no significant change"}
CANNOT = "cannot be calculated"
TOO_FEW = "trend needs five years of data"
METHOD = (
    "slope a year of the five newest years, years without a value left out, weighted by their intervals; "
    "a change is called one at p < 0.002"
)
WIDEST_GAP = 3
"""Years from one of the five to the next: the carers' survey of 2018-19 was followed by that of 2021-22."""
REACH, REACH_OF_SURVEYS = 7, 9
"""Years from the first of the five to the last; the second of a survey, of which no two are in years that follow."""
_WAYS = {1: Verdict.HIGHER, -1: Verdict.LOWER}


def trends(series: Sequence[tuple[Measure, Segment]]) -> list[Figure | None]:
    """The trend of each segment (a run of one definition, oldest first); None where its periods are not years."""
    yearly = [n for n, (measure, run) in enumerate(series) if measure.period_type in YEARLY and run]
    found: list[Figure | None] = [None] * len(series)
    fitting = []
    for n in yearly:
        measure, run = series[n]
        if why := _unfit(measure, five := newest(run)):
            found[n] = _unknown(measure, five if len(five) == POINTS else run, *why)
        else:
            fitting.append((n, (measure, five)))
    for (n, _), figure in zip(fitting, _trends([one for _n, one in fitting]), strict=True):
        found[n] = figure
    return found


def newest(run: Segment) -> Segment:
    """The figures that a trend of the run is calculated from: the five newest that have a value that can be compared, or
    as many as it has."""
    return tuple(f for f in run if f.value is not None and f.status != Status.NOT_COMPARABLE)[-POINTS:]


def _unfit(measure: Measure, five: Segment) -> tuple[str, str] | None:
    """Why no line is fitted to the figures, in a sentence and in few words; None where one is."""
    if len(five) < POINTS:
        return f"{len(five)} of the five years of one definition that a direction needs", TOO_FEW
    years = _years(measure, five)
    reach = REACH_OF_SURVEYS if np.diff(years).min() >= 2 else REACH
    if years[-1] - years[0] > reach:
        apart = f"{years[-1] - years[0]:.0f} years apart"
        return (
            f"its five newest values lie {apart}, more than the {reach} of a direction",
            "values too far apart",
        )
    return None


def _years(measure: Measure, run: Segment) -> list[float]:
    return [float(span(figure.period, measure.period_type)[0].year) for figure in run]


def _trends(series: Sequence[tuple[Measure, Segment]]) -> list[Figure]:
    if not series:
        return []
    values, lower, upper, count, out_of = (
        np.array([[getattr(figure, name) for figure in run] for _measure, run in series], dtype=float)
        for name in ("value", "lower95", "upper95", "numerator", "denominator")
    )
    years = np.array([_years(*one) for one in series])
    # Only of a share does a count of all its denominator say that the limits cannot move further.
    shares = np.array([[measure.unit == "share"] for measure, _run in series])
    count, out_of = (np.where(shares, part, np.nan) for part in (count, out_of))
    fitted = trend(values, lower, upper, count, out_of, years=years, widest_gap=WIDEST_GAP)
    return [
        _trend(
            measure,
            run,
            float(fitted.slope[n]),
            float(fitted.chi_squared[n]),
            int(fitted.direction[n]),
            Reason(int(fitted.reason[n])),
        )
        for n, (measure, run) in enumerate(series)
    ]


def _trend(
    measure: Measure, run: Segment, slope: float, chi_squared: float, direction: int, reason: Reason
) -> Figure:
    if reason:
        return _unknown(measure, run, reason.words, reason.words)
    scale = 100 if measure.unit == "share" else 1
    # The slope's standard error, since chi-squared is the square of the slope over it; a flat line has no such ratio.
    error = abs(slope) / np.sqrt(chi_squared) if chi_squared else np.nan
    narrow, wide = normal_quantile((0.95, 0.998)) * error
    ends = (slope - narrow, slope + narrow, slope - wide, slope + wide)
    lower95, upper95, lower998, upper998 = (float(end) * scale if chi_squared else None for end in ends)
    called = _called(direction, measure.polarity)
    return Figure(
        **_identity(measure, run),
        value=slope * scale,
        lower95=lower95,
        upper95=upper95,
        lower998=lower998,
        upper998=upper998,
        method=METHOD,
        status=Status.PROVISIONAL if any(f.status == Status.PROVISIONAL for f in run) else Status.FINAL,
        verdict=called,
        reason=in_words(direction, called),
    )


def _called(direction: int, polarity: str) -> Verdict:
    return judged(_WAYS[direction], polarity) if direction else Verdict.NO_DIFFERENCE


def in_words(direction: int, called: Verdict) -> str:
    """The direction in words, and whether that is better or worse."""
    return WORDS[direction] + (f", getting {called}" if called in (Verdict.BETTER, Verdict.WORSE) else "")


def _unknown(measure: Measure, run: Segment, why: str, label: str) -> Figure:
    return Figure(
        **_identity(measure, run),
        status=Status.MISSING,
        verdict=Verdict.UNKNOWN,
        reason=f"{CANNOT}: {why}",
        label=label,
    )


def _identity(measure: Measure, run: Segment) -> dict:
    sources = {one for figure in run for one in figure.source.split("|") if one}
    return {
        "measure": "outcome-trend",
        "place": run[-1].place,
        "period": f"{run[0].period}..{run[-1].period}",
        "breakdown": f"{measure.id}/{run[-1].breakdown}",
        "unit": "points" if measure.unit == "share" else measure.unit,
        "source": "|".join(sorted(sources)),
        "query": "trend.py",
    }
