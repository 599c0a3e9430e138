"""Whether a place's five newest yearly figures of one meaning rise or fall by more than chance would make them."""

from collections.abc import Sequence

import numpy as np

from careplace.figures import Figure, Status
from careplace.measures.dictionary import Measure
from careplace.measures.outcomes.comparison import judged
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.segments import Segment
from careplace.statistics.arguments import normal_quantile
from careplace.statistics.estimates import Reason
from careplace.statistics.trend import POINTS, trend

YEARLY = ("financial year", "year")
WORDS = {1: "increasing", -1: "decreasing", 0: "no significant change"}
CANNOT = "cannot be calculated"
METHOD = "slope of the five newest years, weighted by their intervals; a change is called one at p < 0.002"
_WAYS = {1: "higher", -1: "lower"}


def trends(series: Sequence[tuple[Measure, Segment]]) -> list[Figure | None]:
    """The trend of each segment (a run of one definition, oldest first); None where its periods are not years."""
    yearly = [n for n, (measure, run) in enumerate(series) if measure.period_type in YEARLY and run]
    found: list[Figure | None] = [None] * len(series)
    enough = [n for n in yearly if len(series[n][1]) >= POINTS]
    for n in set(yearly) - set(enough):
        measure, run = series[n]
        found[n] = _unknown(measure, run, f"{len(run)} of the five years of one definition that it needs")
    for n, figure in zip(enough, _trends([series[n] for n in enough]), strict=True):
        found[n] = figure
    return found


def _trends(series: Sequence[tuple[Measure, Segment]]) -> list[Figure]:
    if not series:
        return []
    runs = [run[-POINTS:] for _measure, run in series]
    values, lower, upper, count, out_of = (
        np.array([[getattr(figure, name) for figure in run] for run in runs], dtype=float)
        for name in ("value", "lower95", "upper95", "numerator", "denominator")
    )
    years = np.array(
        [
            [span(f.period, m.period_type)[0].year for f in run]
            for (m, _), run in zip(series, runs, strict=True)
        ],
        dtype=float,
    )
    # Only of a share does a count of all its denominator say that the limits cannot move further.
    shares = np.array([[measure.unit == "share"] for measure, _run in series])
    whole = (np.where(shares, part, np.nan) for part in (count, out_of))
    fitted = trend(values, lower, upper, *whole, years=years)
    return [
        _trend(
            measure,
            run,
            *(float(column[n]) for column in (fitted.slope, fitted.chi_squared)),
            int(fitted.direction[n]),
            Reason(int(fitted.reason[n])),
        )
        for n, ((measure, _all), run) in enumerate(zip(series, runs, strict=True))
    ]


def _trend(
    measure: Measure, run: Segment, slope: float, chi_squared: float, direction: int, reason: Reason
) -> Figure:
    if reason:
        without = [figure.period for figure in run if figure.value is None]
        why = f"there is no value for {', '.join(without)}" if without else reason.words
        return _unknown(measure, run, why)
    scale = 100 if measure.unit == "share" else 1
    # The slope's standard error, since chi-squared is the square of the slope over it; a flat line has no such ratio.
    error = abs(slope) / np.sqrt(chi_squared) if chi_squared else np.nan
    narrow, wide = normal_quantile((0.95, 0.998)) * error
    limits = (
        {
            "lower95": slope - narrow,
            "upper95": slope + narrow,
            "lower998": slope - wide,
            "upper998": slope + wide,
        }
        if chi_squared
        else {}
    )
    return Figure(
        **_identity(measure, run),
        value=slope * scale,
        **{name: float(limit) * scale for name, limit in limits.items()},
        method=METHOD,
        status=Status.PROVISIONAL if any(f.status == Status.PROVISIONAL for f in run) else Status.FINAL,
        reason=said(direction, measure.polarity),
    )


def said(direction: int, polarity: str) -> str:
    """The direction in words, and through the measure's direction whether that is better or worse."""
    word = judged(_WAYS[direction], polarity) if direction else ""
    return WORDS[direction] + (f", getting {word}" if word in ("better", "worse") else "")


def _unknown(measure: Measure, run: Segment, why: str) -> Figure:
    return Figure(**_identity(measure, run), status=Status.MISSING, reason=f"{CANNOT}: {why}")


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
