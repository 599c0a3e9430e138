"""Where the points and lines of a site's control chart stand; the template draws them."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from careplace.casework.assurance.campaigns.measurements import Series, chart
from careplace.casework.assurance.campaigns.series import SiteSeries
from careplace.measures.outcomes.control import CAUSES, POLARITIES
from careplace.publish.charts.axis import Scale, Times, fitted, times
from careplace.publish.charts.control import BOTTOM, SIGNS, TOP, WORDS
from careplace.publish.charts.marks import Sign
from careplace.publish.wording import number
from careplace.statistics.arguments import ArgumentError
from careplace.statistics.comparison import Polarity
from careplace.statistics.control_charts import Cause, Chart


@dataclass(frozen=True)
class Point:
    """A month with a value: percent across, pixels down, what it shows, and the rule that it breaks in words.

    `follows` is whether the month before has a value too: only then a line joins the two.
    """

    month: date
    value: float
    x: float
    y: float
    kind: str
    rule: str
    follows: bool

    @property
    def sign(self) -> Sign:
        """How it is drawn."""
        return SIGNS[self.kind]

    @property
    def words(self) -> str:
        """What it shows, in words."""
        return WORDS[self.kind]

    @property
    def written(self) -> str:
        """The value as a reader sees it."""
        return number(self.value, 1)


@dataclass(frozen=True)
class SiteChart:
    """A site's chart. `lines` are (mean, lower, upper) in pixels down, None without limits; `start` is percent across."""

    scale: Scale
    times: Times
    points: tuple[Point, ...]
    lines: tuple[float, float, float] | None
    limits: tuple[str, str, str] | None
    start: float | None

    @property
    def kinds(self) -> dict[str, str]:
        """{kind: its words} of the kinds of points that are drawn, for the legend."""
        drawn = {point.kind for point in self.points}
        return {kind: words for kind, words in WORDS.items() if kind in drawn}


def site_chart(site: SiteSeries, polarity: str) -> SiteChart:
    """The control chart of a site, its limits from the months before; none where these are too few or all equal."""
    limits = _limits(site.series)
    values = [value for value in site.series.values if value is not None]
    line_values = (
        [] if limits is None else [float(line[0]) for line in (limits.mean, limits.lower, limits.upper)]
    )
    scale = fitted([*values, *line_values], "", BOTTOM, TOP)
    axis = times([f"{month:%Y-%m}" for month in site.months], "month")
    start = f"{site.months[site.series.start]:%Y-%m}" if site.series.start < len(site.months) else ""
    return SiteChart(
        scale,
        axis,
        tuple(_points(site, limits, scale, axis, POLARITIES[polarity])),
        _three(map(scale.at, line_values)),
        _three(number(value, 1) for value in line_values),
        axis.at(start) if start else None,
    )


def _three(values):
    three = tuple(values)
    return three if len(three) == 3 else None


def _limits(series: Series) -> Chart | None:
    try:
        limits = chart(series)
    except ArgumentError:
        return None
    return None if np.isnan(limits.mean[0]) or np.isnan(limits.lower[0]) else limits


def _points(site: SiteSeries, limits: Chart | None, scale: Scale, axis: Times, polarity: Polarity):
    values = site.series.values
    for n, (month, value) in enumerate(zip(site.months, values, strict=True)):
        if value is not None:
            cause = 0 if limits is None else int(limits.cause[n])
            x, y = axis.at(f"{month:%Y-%m}"), scale.at(value)
            rule = CAUSES.get(Cause(abs(cause)), "") if cause else ""
            yield Point(month, value, x, y, _kind(cause, polarity), rule, n > 0 and values[n - 1] is not None)


def _kind(cause: int, polarity: Polarity) -> str:
    if not cause:
        return "common"
    return "better" if (cause > 0) == (polarity == Polarity.HIGH_IS_GOOD) else "worse"
