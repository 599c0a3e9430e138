"""The methods of `careplace calculate`: the columns and options that each takes, and the statistics that it runs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TypeVar

import numpy as np

from careplace.statistics.arguments import normal_quantile
from careplace.statistics.comparison import Comparison, Polarity, against_benchmark, judged, outside_limits
from careplace.statistics.control_charts import Cause, Chart, assurance, variation, xmr
from careplace.statistics.estimates import Estimate, Limits, Reason
from careplace.statistics.funnel import rate_limits, ratio_limits, share_limits
from careplace.statistics.inequality import relative_index, slope_index
from careplace.statistics.life_expectancy import life_expectancy
from careplace.statistics.means import mean
from careplace.statistics.proportions import newcombe, proportion
from careplace.statistics.quantiles import quantile_groups
from careplace.statistics.rates import rate
from careplace.statistics.standardisation import (
    directly_standardised,
    expected_events,
    indirectly_standardised,
    standardised_ratio,
)
from careplace.statistics.trend import trend

T = TypeVar("T")
Columns = dict[str, np.ndarray]
Result = dict[str, Sequence | np.ndarray]
"""The columns of the answer by name, each of one length."""
POLARITIES = {"high": Polarity.HIGH_IS_GOOD, "low": Polarity.LOW_IS_GOOD, None: Polarity.NONE}


@dataclass(frozen=True)
class Role:
    """A column that a method takes. `also` are other names that it is known by.

    A `count` is not below 0. A `whole` one counts events or people one by one, and has no fractions; person-years, expected
    events and weights may have.
    """

    name: str
    meaning: str
    also: tuple[str, ...] = ()
    count: bool = True
    percent: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Settings:
    """What the options say. `rebase` holds positions in the series, `order` the points' places in time.

    `places` are the points' positions in the series with a missing point put into each of its gaps; None without gaps.
    """

    confidence: tuple[float, ...] = (0.95, 0.998)
    per: float | None = None
    groups: int = 5
    highest_first: bool = False
    benchmark: float | None = None
    target: float | None = None
    rebase: tuple[int, ...] = ()
    trend_points: int = 7
    direction: str | None = None
    order: np.ndarray | None = None
    places: np.ndarray | None = None


@dataclass(frozen=True)
class Method:
    """One method.

    `answers` says what a row of the answer is: "row" (each row by itself), "series" (each row, calculated from all rows of
    its group) or "group" (one row for all rows of a group). `parts` are pairs of roles of which the first is part of the
    second. `ordered`: the rows of a group are a series; `needs_order`: of which a column must say the places; `spaced`:
    a point that the series lacks is a missing point.
    """

    title: str
    roles: tuple[Role, ...]
    run: Callable[[Columns, Settings], Result]
    answers: str = "row"
    options: frozenset[str] = field(default_factory=frozenset)
    parts: tuple[tuple[str, str], ...] = ()
    ordered: bool = False
    needs_order: bool = False
    spaced: bool = False


def _estimate(estimate: Estimate, settings: Settings, name: str = "value") -> Result:
    """Value, limits, method and reason of an estimate over rows, or of a single one."""
    value = np.atleast_1d(estimate.value)
    return {name: value, **_limits(estimate, settings, len(value))} | _method_columns(
        estimate.method, np.atleast_1d(estimate.reason)
    )


def _limits(estimate: Estimate | Limits, settings: Settings, length: int, word: str = "") -> Result:
    lower, upper = (np.reshape(side, (-1, length)) for side in (estimate.lower, estimate.upper))
    columns: Result = {}
    for level, low, high in zip(settings.confidence, lower, upper, strict=True):
        percent = f"{100 * level:.6g}".replace(".", "")
        columns |= {f"lower{word}{percent}": low, f"upper{word}{percent}": high}
    return columns


def _method_columns(method: str, reason: np.ndarray, more: list[str] | None = None) -> Result:
    words = [Reason(int(code)).words for code in reason]
    if more:
        words = [first or second for first, second in zip(words, more, strict=True)]
    return {"method": [method] * len(words), "reason": words}


def _proportion(columns: Columns, settings: Settings) -> Result:
    return _estimate(proportion(columns["numerator"], columns["denominator"], settings.confidence), settings)


def _rate(columns: Columns, settings: Settings) -> Result:
    estimate = rate(columns["count"], columns["population"], settings.per or 100_000, settings.confidence)
    return _estimate(estimate, settings)


def _ratio(columns: Columns, settings: Settings) -> Result:
    estimate = standardised_ratio(
        columns["observed"], columns["expected"], settings.per or 1, settings.confidence
    )
    return _estimate(estimate, settings)


def _difference(columns: Columns, settings: Settings) -> Result:
    here = columns["numerator"], columns["denominator"]
    there = columns["other_numerator"], columns["other_denominator"]
    return _estimate(newcombe(*here, *there, settings.confidence), settings)


def _mean(columns: Columns, settings: Settings) -> Result:
    return _estimate(mean(columns["value"], settings.confidence), settings)


def _dsr(columns: Columns, settings: Settings) -> Result:
    bands = (columns["count"], columns["population"], columns["standard"])
    return _estimate(directly_standardised(*bands, settings.per or 100_000, settings.confidence), settings)


def _isr(columns: Columns, settings: Settings) -> Result:
    reference = columns["reference_count"], columns["reference_population"]
    estimate = indirectly_standardised(
        columns["count"].sum(),
        columns["population"],
        *reference,
        settings.per or 100_000,
        settings.confidence,
    )
    return _estimate(estimate, settings)


def _smr(columns: Columns, settings: Settings) -> Result:
    expected = expected_events(
        columns["population"], columns["reference_count"], columns["reference_population"]
    )
    observed = columns["count"].sum()
    estimate = _estimate(
        standardised_ratio(observed, expected, settings.per or 100, settings.confidence), settings
    )
    return {"observed": [observed], "expected": [float(expected)]} | estimate


def _life_expectancy(columns: Columns, settings: Settings) -> Result:
    table = life_expectancy(
        columns["deaths"], columns["population"], list(_given(settings.order)), settings.confidence
    )
    return _estimate(table, settings, "life_expectancy")


def _quantile(columns: Columns, settings: Settings) -> Result:
    quantiles = quantile_groups(columns["value"], settings.groups, settings.highest_first)
    groups = [int(group) if group else "" for group in quantiles.group]
    return {"quantile": groups} | _method_columns(quantiles.method, quantiles.reason)


def _slope(columns: Columns, settings: Settings) -> Result:
    return _estimate(slope_index(*_fitted(columns), settings.confidence), settings)


def _relative(columns: Columns, settings: Settings) -> Result:
    return _estimate(relative_index(*_fitted(columns), settings.confidence), settings)


def _fitted(columns: Columns) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    errors = (columns["upper"] - columns["lower"]) / (2 * normal_quantile(0.95))
    return columns["value"], columns["population"], errors


def _funnel_share(columns: Columns, settings: Settings) -> Result:
    numerator, denominator = columns["numerator"], columns["denominator"]
    average = _average(numerator, denominator)
    limits = share_limits(average, denominator, settings.confidence)
    return _funnel(_over(numerator, denominator), average, limits, settings)


def _funnel_rate(columns: Columns, settings: Settings) -> Result:
    per, count, population = settings.per or 100_000, columns["count"], columns["population"]
    average = per * _average(count, population)
    return _funnel(
        per * _over(count, population),
        average,
        rate_limits(average, population, per, settings.confidence),
        settings,
    )


def _funnel_ratio(columns: Columns, settings: Settings) -> Result:
    limits = ratio_limits(columns["expected"], settings.confidence)
    return _funnel(_over(columns["observed"], columns["expected"]), 1.0, limits, settings)


def _average(part: np.ndarray, whole: np.ndarray) -> float:
    complete = ~np.isnan(part + whole)
    return float(_over(part[complete].sum(), whole[complete].sum()))


def _over(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return part / np.where(np.asarray(whole) > 0, whole, np.nan)


def _funnel(value: np.ndarray, average: float, limits: Limits, settings: Settings) -> Result:
    position = outside_limits(value, limits)
    columns: Result = {"value": value, "average": np.full(len(value), average)}
    columns |= _limits(limits, settings, len(value), "_limit")
    columns["position"] = _words(position, settings)
    return columns | _method_columns(limits.method, position.reason)


def _words(comparison: Comparison, settings: Settings) -> list[str]:
    """Where each value is: "lower", "similar", "far higher" (beyond the wider limits), or with a direction "worse", …"""
    words = judged(comparison, POLARITIES[settings.direction])
    return ["" if reason else str(word) for word, reason in zip(words, comparison.reason, strict=True)]


def _trend(columns: Columns, settings: Settings) -> Result:
    years = _years(settings.order)
    fitted = trend(columns["value"], columns["lower"], columns["upper"], years=years)
    words = {0: "no significant change", 1: "increasing", -1: "decreasing"}
    answer = (
        "" if fitted.reason else words[int(fitted.direction)] + _judgement(int(fitted.direction), settings)
    )
    result: Result = {
        "trend": [answer],
        "slope": [float(fitted.slope)],
        "chi_squared": [float(fitted.chi_squared)],
    }
    return result | _method_columns(fitted.method, np.atleast_1d(fitted.reason))


def _judgement(direction: int, settings: Settings) -> str:
    if not direction or settings.direction is None:
        return ""
    return ", getting better" if (direction > 0) == (settings.direction == "high") else ", getting worse"


def _years(order: np.ndarray | None) -> np.ndarray | None:
    """Whole years of points that are numbered by them or dated; None where points are merely in order."""
    if order is None or np.any(np.isnan(order)):
        return None
    return order if order.max() < 3000 else np.round((order - order[0]) / 365.25)


def _benchmark(columns: Columns, settings: Settings) -> Result:
    benchmark = _given(settings.benchmark)
    comparison = against_benchmark(columns["lower"], columns["upper"], benchmark)
    result: Result = {
        "benchmark": np.full(len(comparison.reason), benchmark),
        "comparison": _words(comparison, settings),
    }
    return result | _method_columns(comparison.method, comparison.reason)


def _given(option: T | None) -> T:
    """An option that the method needs: the command has refused to run without it."""
    if option is None:
        raise ValueError("an option that the method needs is not given")
    return option


def _chart(columns: Columns, settings: Settings) -> Result:
    chart = _spaced_chart(columns["value"], settings)
    rough = ["fewer than 13 points: limits are rough" if few else "" for few in chart.short]
    result: Result = {
        "mean": chart.mean,
        "lower_limit": chart.lower,
        "upper_limit": chart.upper,
        "cause": [_cause(int(code)) for code in chart.cause],
    }
    return result | _latest(chart, settings) | _method_columns(chart.method, chart.reason, rough)


def _spaced_chart(values: np.ndarray, settings: Settings) -> Chart:
    """The chart of the points that there are, where no rule reaches over a gap between them."""
    places = np.arange(len(values)) if settings.places is None else settings.places
    spaced = np.full(places[-1] + 1, np.nan)
    spaced[places] = values
    chart = xmr(spaced, rebase=places[list(settings.rebase)].tolist(), trend_points=settings.trend_points)
    lines = {field.name: getattr(chart, field.name) for field in fields(Chart) if field.name != "method"}
    return replace(chart, **{name: line[places] for name, line in lines.items()})


def _latest(chart: Chart, settings: Settings) -> Result:
    """What the last point says, beside it alone."""
    polarity, before = POLARITIES[settings.direction], [""] * (chart.mean.shape[-1] - 1)
    result: Result = {"variation": [*before, str(variation(chart, polarity))]}
    if settings.target is not None:
        result["target"] = np.full(chart.mean.shape[-1], settings.target)
        result["assurance"] = [*before, str(assurance(chart, settings.target, polarity))]
    return result


def _cause(code: int) -> str:
    """A special cause in words with its side: "outside, low"."""
    if not code:
        return ""
    return f"{Cause(abs(code)).name.lower().replace('_', ' ')}, {'high' if code > 0 else 'low'}"


_NUMERATOR = Role("numerator", "those counted", ("count", "x"), whole=True)
_DENOMINATOR = Role("denominator", "out of how many", ("population", "n"), whole=True)
_COUNT = Role("count", "events", ("numerator", "events", "observed"), whole=True)
_POPULATION = Role("population", "people, or person-years", ("denominator", "people", "n"))
_VALUE = Role("value", "the number", ("outcome",), count=False, percent=True)
_LOWER = Role(
    "lower",
    "lower 95% limit",
    ("lower95", "lower ci", "lower ci 95.0 limit", "lowercl"),
    count=False,
    percent=True,
)
_UPPER = Role(
    "upper",
    "upper 95% limit",
    ("upper95", "upper ci", "upper ci 95.0 limit", "uppercl"),
    count=False,
    percent=True,
)
_REFERENCE = (
    Role(
        "reference_count",
        "events of the reference population in the band",
        ("reference_events",),
        whole=True,
    ),
    Role("reference_population", "people of the reference population in the band"),
)
_OBSERVED = (
    Role("observed", "events observed", ("count",), whole=True),
    Role("expected", "events expected"),
)
_SHARES = (("numerator", "denominator"),)
_OPTIONS = {
    "limits": frozenset({"confidence"}),
    "per": frozenset({"confidence", "per"}),
    "funnel": frozenset({"confidence", "direction"}),
}
_STANDARD = Role("standard", "standard population of the band", ("stdpop", "standard_population"))
_OTHER_METHODS = (
    Role("other_numerator", "those counted, of the other", whole=True),
    Role("other_denominator", "out of how many, of the other", whole=True),
)
_GROUPS = (_VALUE, _POPULATION, _LOWER, _UPPER)

METHODS: dict[str, Method] = {
    "proportion": Method(
        "share with Wilson's limits",
        (_NUMERATOR, _DENOMINATOR),
        _proportion,
        options=_OPTIONS["limits"],
        parts=_SHARES,
    ),
    "rate": Method(
        "rate with Byar's limits, exact below 10 events",
        (_COUNT, _POPULATION),
        _rate,
        options=_OPTIONS["per"],
    ),
    "ratio": Method(
        "observed over expected, Byar's limits, exact below 10", _OBSERVED, _ratio, options=_OPTIONS["per"]
    ),
    "difference": Method(
        "difference of two shares with Newcombe's limits",
        (_NUMERATOR, _DENOMINATOR, *_OTHER_METHODS),
        _difference,
        options=_OPTIONS["limits"],
        parts=(*_SHARES, ("other_numerator", "other_denominator")),
    ),
    "mean": Method("mean of each group with Student's limits", (_VALUE,), _mean, "group", _OPTIONS["limits"]),
    "dsr": Method(
        "directly standardised rate of each group, Dobson's limits; a row is an age band",
        (_COUNT, _POPULATION, _STANDARD),
        _dsr,
        "group",
        _OPTIONS["per"],
    ),
    "isr": Method(
        "indirectly standardised rate of each group; a row is an age band",
        (_COUNT, _POPULATION, *_REFERENCE),
        _isr,
        "group",
        _OPTIONS["per"],
    ),
    "smr": Method(
        "standardised ratio of each group, times 100; a row is an age band",
        (_COUNT, _POPULATION, *_REFERENCE),
        _smr,
        "group",
        _OPTIONS["per"],
    ),
    "life-expectancy": Method(
        "years of life expected at each age, Silcocks's limits; a row is an age band",
        (Role("deaths", "deaths in the band", whole=True), _POPULATION),
        _life_expectancy,
        "series",
        _OPTIONS["limits"],
        ordered=True,
        needs_order=True,
    ),
    "quantile": Method(
        "the quantile of each row among the rows of its group",
        (_VALUE,),
        _quantile,
        "series",
        frozenset({"groups", "highest_first"}),
    ),
    "sii": Method(
        "slope index of inequality of each group; rows from the most to the least deprived",
        _GROUPS,
        _slope,
        "group",
        _OPTIONS["limits"],
        ordered=True,
    ),
    "rii": Method(
        "relative index of inequality of each group; rows from the most to the least deprived",
        _GROUPS,
        _relative,
        "group",
        _OPTIONS["limits"],
        ordered=True,
    ),
    "funnel": Method(
        "share against the average of its group, with control limits",
        (_NUMERATOR, _DENOMINATOR),
        _funnel_share,
        "series",
        _OPTIONS["funnel"],
        _SHARES,
    ),
    "funnel-rate": Method(
        "rate against the average of its group, with control limits",
        (_COUNT, _POPULATION),
        _funnel_rate,
        "series",
        _OPTIONS["funnel"] | _OPTIONS["per"],
    ),
    "funnel-ratio": Method(
        "observed over expected against 1, with control limits",
        _OBSERVED,
        _funnel_ratio,
        "series",
        _OPTIONS["funnel"],
    ),
    "trend": Method(
        "whether the five latest years of each group rise or fall more than expected by chance",
        (_VALUE, _LOWER, _UPPER),
        _trend,
        "group",
        frozenset({"direction"}),
        ordered=True,
    ),
    "benchmark": Method(
        "limits against a benchmark",
        (_LOWER, _UPPER),
        _benchmark,
        options=frozenset({"benchmark", "direction"}),
    ),
    "chart": Method(
        "XmR control chart of each group: mean, limits, and the points with a special cause",
        (_VALUE,),
        _chart,
        "series",
        frozenset({"target", "rebase", "trend_points", "direction"}),
        ordered=True,
        spaced=True,
    ),
}
