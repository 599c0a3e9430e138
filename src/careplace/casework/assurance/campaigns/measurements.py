"""Did a measure change at the sites of a campaign, after it began there?

The chart has limits from the months before the campaign alone. The verdict is a difference of levels with its interval, not
a rule of the chart: with 12 months before and 12 after, one of the chart's rules marks 25 in 100 series in which nothing
changed. What changed after a campaign did not change because of it: the sites where it had not begun are shown next
to it, and a sentence never says more than that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.comparison import Polarity
from careplace.statistics.control_charts import FEWEST_TO_FIX, Chart, xmr
from careplace.statistics.estimates import Estimate
from careplace.statistics.level_change import FEWEST, level_change


class Change(StrEnum):
    """What the months after the start show, compared with the months before it."""

    BETTER = "better"
    WORSE = "worse"
    NOT_CLEAR = "no clear difference"
    TOO_FEW_BEFORE = "too few months before"
    TOO_FEW_AFTER = "too few months after"


@dataclass(frozen=True)
class Series:
    """A measure at a site by month, oldest first; None is a month without a value.

    `start` is the position of the first month of the campaign there.
    """

    site: str
    values: tuple[float | None, ...]
    start: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= len(self.values):
            raise ArgumentError("start", f"expected 0 to {len(self.values)}, found {self.start}")

    @property
    def array(self) -> np.ndarray:
        """The values, NaN where there is none."""
        return np.array([np.nan if value is None else value for value in self.values], dtype=float)


@dataclass(frozen=True)
class Finding:
    """What a site's series shows. Means and their difference with its 95% limits are in the measure's unit, and None where
    they cannot be calculated.
    """

    site: str
    change: Change
    months_before: int
    months_after: int
    mean_before: float | None
    mean_after: float | None
    difference: tuple[float, float, float] | None


def finding(series: Series, polarity: Polarity) -> Finding:
    """What a site's series shows since its campaign began.

    Raises:
        ArgumentError: for a measure without a direction: it can become neither better nor worse.
    """
    if polarity == Polarity.NONE:
        raise ArgumentError("polarity", "expected a measure of which high or low is good, found none")
    before, after = series.array[: series.start], series.array[series.start :]
    counts = int(np.sum(~np.isnan(before))), int(np.sum(~np.isnan(after)))
    change = level_change(series.array, series.start)
    verdict = _too_few(*counts) or _verdict(change, polarity)
    return Finding(series.site, verdict, *counts, _mean(before), _mean(after), _numbers(change))


def chart(series: Series) -> Chart:
    """The control chart of a site's series, its limits from the months before the start.

    Raises:
        ArgumentError: where fewer than 12 months before the start have a value.
    """
    known = int(np.sum(~np.isnan(series.array[: series.start])))
    return xmr(series.array, fix_after=known)


def _too_few(before: int, after: int) -> Change | None:
    if before < FEWEST_TO_FIX:
        return Change.TOO_FEW_BEFORE
    return Change.TOO_FEW_AFTER if after < FEWEST else None


def _verdict(change: Estimate, polarity: Polarity) -> Change:
    """Better or worse where the interval of the difference leaves out zero; values that never vary show nothing."""
    if change.reason or change.lower <= 0 <= change.upper:
        return Change.NOT_CLEAR
    return Change.BETTER if (change.value > 0) == (polarity == Polarity.HIGH_IS_GOOD) else Change.WORSE


def _numbers(change: Estimate) -> tuple[float, float, float] | None:
    return None if change.reason else (float(change.value), float(change.lower), float(change.upper))


def _mean(values: np.ndarray) -> float | None:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else None


def sentences(sites: Sequence[Finding], elsewhere: Sequence[Finding]) -> list[str]:
    """What may be said of a campaign, from the findings at its sites and at sites where it did not run by then."""
    tested = [site for site in sites if site.change in (Change.BETTER, Change.WORSE, Change.NOT_CLEAR)]
    return [_at_the_sites(sites, tested), *_untested(sites), *_cause(tested, elsewhere)]


def _at_the_sites(sites: Sequence[Finding], tested: Sequence[Finding]) -> str:
    if not tested:
        return f"Whether the measure changed cannot be tested at any of {len(sites)} sites yet."
    better, worse = (
        sum(site.change == change for site in tested) for change in (Change.BETTER, Change.WORSE)
    )
    same = len(tested) - better - worse
    return (
        f"Of {len(tested)} sites where a change can be tested, {better} became better after the campaign began, "
        f"{worse} became worse, and {same} showed no clear difference."
    )


def _untested(sites: Sequence[Finding]) -> list[str]:
    texts = {
        Change.TOO_FEW_BEFORE: f"fewer than {FEWEST_TO_FIX} months before it began",
        Change.TOO_FEW_AFTER: f"fewer than {FEWEST} months since it began",
    }
    counts = {change: sum(site.change == change for site in sites) for change in texts}
    return [f"{count} more have {texts[change]}." for change, count in counts.items() if count]


def _cause(tested: Sequence[Finding], elsewhere: Sequence[Finding]) -> list[str]:
    if not any(site.change == Change.BETTER for site in tested):
        return []
    compared = [site for site in elsewhere if site.change in (Change.BETTER, Change.WORSE, Change.NOT_CLEAR)]
    if not compared:
        return [
            "No site without the campaign was measured, so the data cannot show that the campaign is the cause."
        ]
    also = sum(site.change == Change.BETTER for site in compared)
    return [
        f"Of {len(compared)} sites without the campaign, {also} became better over the same months. "
        "This comparison alone does not show that the campaign is the cause."
    ]
