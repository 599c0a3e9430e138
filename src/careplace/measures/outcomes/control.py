"""Control charts of monthly and daily series: what is noise, and what is a signal.

The chart begins again where the definition changes, at a break that the dictionary names, after a long gap, and at a step
to another level that lasts. A short gap leaves out its own periods and nothing else: no moving range, run or trend
reaches across it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise

import numpy as np

from careplace.figures import Figure, Status
from careplace.measures.dictionary import Measure
from careplace.measures.outcomes.periods import step
from careplace.measures.outcomes.segments import Segment
from careplace.measures.outcomes.steps import Step
from careplace.statistics.comparison import Polarity
from careplace.statistics.control_charts import Cause, Chart, Variation, variation, xmr
from careplace.statistics.estimates import Reason

FEWEST = 12
LONGEST_GAP = 3
"""Periods without a value that a chart goes on across: after more of them the process may have become another."""
# A process three years ago says little of what to expect now; a day of the week moves a daily count, so that a chart
# of days spans whole weeks.
WINDOW = {"month": 36, "day": 91}
LINES = ("mean", "lower", "upper")
GAP = "there is no value right before it"
COUNTED_ANOTHER_WAY = "what came before is counted in another way"
POLARITIES = {"high": Polarity.HIGH_IS_GOOD, "low": Polarity.LOW_IS_GOOD}
CAUSES = {
    Cause.OUTSIDE: "outside the limits",
    Cause.TREND: "seven points one way",
    Cause.TWO_OF_THREE: "two of three near a limit",
    Cause.RUN: "seven on one side of the mean",
}


@dataclass(frozen=True)
class Control:
    """A chart. `groups` are (first, past the last) positions of `points`, and each has its place in `mean`, `lower` and
    `upper`; a line without a value says why in `reason`. `causes` are the ids of points that break a rule, each with
    the rule in words. `variation` reads the newest point; `reason` says why it cannot. `restarts` are the groups after
    the first: their first period, and why the chart starts again with it.
    """

    points: tuple[Figure, ...]
    groups: tuple[tuple[int, int], ...]
    mean: tuple[Figure, ...]
    lower: tuple[Figure, ...]
    upper: tuple[Figure, ...]
    causes: dict[str, str]
    variation: str
    restarts: tuple[tuple[str, str], ...] = ()
    reason: str = ""

    @property
    def label(self) -> str:
        """Why it cannot be calculated, in few words."""
        return self.mean[-1].label

    @property
    def lines(self) -> tuple[Figure, Figure, Figure]:
        """Mean, lower and upper limit of the newest group."""
        return self.mean[-1], self.lower[-1], self.upper[-1]


def control(measure: Measure, segments: Sequence[Segment], steps: Sequence[Step] = ()) -> Control | None:
    """The chart of the newest 36 months or 91 days; None for a series of years, or one without a value.

    `steps` are those of the place's series.
    """
    if measure.period_type not in WINDOW:
        return None
    starts = {step.period: step for step in steps}
    runs = [run for segment in segments for run in _runs(measure, segment, starts)]
    groups = _newest(runs, WINDOW[measure.period_type])
    if not groups:
        return None
    charts = [_chart(measure, run) for run in groups]
    lines = [
        _lines(measure, run, chart, starts.get(run[0].period))
        for run, chart in zip(groups, charts, strict=True)
    ]
    edges = np.cumsum([0, *(len(run) for run in groups)]).tolist()
    mean, lower, upper = zip(*lines, strict=True)
    return Control(
        tuple(point for run in groups for point in run),
        tuple(pairwise(edges)),
        mean,
        lower,
        upper,
        {
            id: words
            for run, chart in zip(groups, charts, strict=True)
            for id, words in _causes(run, chart).items()
        },
        _variation(measure, charts[-1]),
        tuple(_restarts(measure, groups, starts)),
        mean[-1].reason,
    )


def _runs(measure: Measure, segment: Segment, starts: Collection[str]) -> list[Segment]:
    """The segment's valued points in runs without a long gap or a step; `starts` are the first periods of steps."""
    runs: list[list[Figure]] = []
    for figure in (figure for figure in segment if figure.value is not None):
        near = runs and step(runs[-1][-1].period, figure.period, measure.period_type) <= LONGEST_GAP + 1
        if near and figure.period not in starts:
            runs[-1].append(figure)
        else:
            runs.append([figure])
    return [tuple(run) for run in runs]


def _newest(runs: list[Segment], points: int) -> list[Segment]:
    segments_kept: list[Segment] = []
    for run in reversed(runs):
        if points > 0:
            segments_kept.insert(0, run[-points:])
            points -= len(run)
    return segments_kept


def _chart(measure: Measure, run: Segment) -> Chart | None:
    """The chart of a run at its points; periods without a value are in it as missing while it is calculated."""
    if len(run) < FEWEST:
        return None
    at = np.array([int(step(run[0].period, figure.period, measure.period_type)) for figure in run])
    values = np.full(at[-1] + 1, np.nan)
    values[at] = [figure.value for figure in run]
    chart = xmr(values)
    point = {f.name: getattr(chart, f.name)[at] for f in fields(Chart) if f.name != "method"}
    return replace(chart, **point)


def _lines(
    measure: Measure, run: Segment, chart: Chart | None, start: Step | None
) -> tuple[Figure, Figure, Figure]:
    if chart is None:
        since = f" since {start.short}" if start else ""
        why = f"{len(run)} of the {FEWEST} points that it needs{since}"
        label = f"too few {measure.period_type}s{since}"
    else:
        why = label = Reason(int(chart.reason[-1])).words
    sources = {prefix for figure in run for prefix in figure.source.split("|") if prefix}
    mean, lower, upper = (
        Figure(
            "outcome-control",
            run[-1].place,
            f"{run[0].period}..{run[-1].period}",
            f"{measure.id}/{run[-1].breakdown}/{name}",
            value=_line(run, chart, name) if chart and not why else None,
            unit=measure.unit,
            denominator=float(len(run)),
            method=chart.method if chart and not why else "",
            status=Status.MISSING if why else Status.FINAL,
            reason=f"cannot be calculated: {why}" if why else "",
            source="|".join(sorted(sources)),
            query="control.py",
            label=label,
        )
        for name in LINES
    )
    return mean, lower, upper


def _line(run: Segment, chart: Chart, name: str) -> float:
    """The height of a line; a limit beyond what the measure can be (under 0, a share over 1) is put there."""
    height = float(getattr(chart, name)[-1])
    lowest = 0.0 if min(figure.number for figure in run) >= 0 else -np.inf
    return min(max(height, lowest), 1.0 if run[-1].unit == "share" else np.inf)


def _causes(run: Segment, chart: Chart | None) -> dict[str, str]:
    if chart is None:
        return {}
    return {
        figure.id: CAUSES[Cause(abs(cause))]
        for figure, cause in zip(run, chart.cause.tolist(), strict=True)
        if cause
    }


def _variation(measure: Measure, chart: Chart | None) -> str:
    if chart is None:
        return str(Variation.UNKNOWN)
    return str(variation(chart, POLARITIES.get(measure.polarity, Polarity.NONE)))


def _restarts(measure: Measure, groups: list[Segment], starts: Mapping[str, Step]) -> list[tuple[str, str]]:
    return [
        (after[0].period, _why_again(measure, before, after, starts)) for before, after in pairwise(groups)
    ]


def _why_again(measure: Measure, before: Segment, after: Segment, starts: Mapping[str, Step]) -> str:
    if after[0].period in starts:
        return starts[after[0].period].why
    if step(before[-1].period, after[0].period, measure.period_type) != 1:
        return GAP
    return COUNTED_ANOTHER_WAY
