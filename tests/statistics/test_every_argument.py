"""Every argument of every public function, given everything that it should not take.

A bad argument is an `ArgumentError` that names it: never another error, never a number that was made of it in silence. A
missing number is a reason, never an unexplained NaN. The functions are found by looking: one without a row here fails.
"""

import dataclasses
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

import numpy as np
import pytest

import careplace.statistics
from careplace.statistics import (
    agreement,
    comparison,
    control_charts,
    cusum,
    disclosure,
    funnel,
    inequality,
    level_change,
    life_expectancy,
    matched,
    means,
    multiple_testing,
    ordinal,
    poststratification,
    proportions,
    quantiles,
    rates,
    standardisation,
    step_changes,
    trend,
)
from careplace.statistics.arguments import ArgumentError
from careplace.statistics.comparison import Polarity
from careplace.statistics.disclosure import Earlier, Sum
from careplace.statistics.funnel import Indicator
from careplace.statistics.rates import PoissonLimits

MACHINERY = {"arguments", "blocks", "estimates", "moving_ranges"}
"""What the functions are made of: they are not called by who has data."""


@dataclass(frozen=True)
class Kind:
    """A kind of argument: what it must refuse, given a good value of it.

    `missing` says what a missing number gives: a "reason", "refused", or "nothing" where it is known to say nothing.
    """

    name: str
    bad: tuple[Any, ...] = ()
    instead: tuple[Any, ...] = ()
    missing: str = ""
    fits: bool = True


NO_NUMBERS = (
    "abc",
    "5",
    b"5",
    True,
    {"a": 1},
    object(),
    1j,
    date(2020, 1, 1),
    ["x"],
    [[1, 2], [3]],
    [True, False],
    np.inf,
)
ONE = (*NO_NUMBERS, None, np.nan, [1, 2], [])


def numbers(*instead: Any, missing: str = "reason", fits: bool = True, name: str = "numbers") -> Kind:
    """Numbers of which none may be one of `instead`."""
    return Kind(name, NO_NUMBERS, (*instead, np.inf, -np.inf), missing, fits)


NUMBERS, COUNTS = numbers(), numbers(-1)
WHOLE_COUNTS, SHARES = numbers(-1, 0.5), numbers(-0.1, 80.6)
ALONE, COUNTS_ALONE = numbers(fits=False), numbers(-1, fits=False)
KNOWN_COUNTS = numbers(-1, 0.5, missing="refused", fits=False)
POSITIVE, NUMBER = Kind("one number above 0", (*ONE, 0, -1)), Kind("one number", ONE)
LEVEL = Kind("confidence", (*NO_NUMBERS, None, np.nan, 0, 1, 95, -1, [], [[0.95]], [0.95, None], (0.95, 2)))
FLAG = Kind("True or False", ("yes", 1, 0, None, [True], np.nan))
TRUTHS = Kind("truth values", ("yes", 1, [0, 1], None, np.nan, [None]))
THING = Kind("what another function gives", (None, "text", 5, [1, 2], {}))


def word(*others: Any) -> Kind:
    return Kind("one of some words", ("up is good", "share", "", None, 3, True, ["high is good"], *others))


def whole(least: int) -> Kind:
    return Kind("one whole number", (*ONE, least - 1, least + 0.5, -3))


ZEROS_AND_ONES = Kind("0 or 1", ("abc", "1", 2, {"a": 1}, ["x"]), (2, -1, 0.5, np.inf), "reason")
X, N = [5, 12, 30], [50, 60, 70]
BANDS = {"events": [20, 30, 40], "population": [900, 800, 700], "standard": [5, 4, 3]}
SERIES = [50.0, 52, 49, 51, 50, 52, 49, 51, 50, 52, 49, 51, 50, 52]
TABLE = [[4, 9, 13], [9, 20, 29], [13, 29, 42]]
LIFE = {"deaths": [200.0] * 20, "population": [9000.0] * 20}
SUMS = [Sum(2, (0, 1))]
LEVELS = [[3, 5, 2], [4, 4, 1], [2, 6, 3]]
CHART = control_charts.xmr(SERIES)
STEP = step_changes.step_changes([50.0, 52] * 4 + [90.0, 92] * 4)
SHARE = proportions.proportion(X, N)
BOTH = proportions.wilson(X, N, (0.95, 0.998))
GROUPS = {"values": [60.0, 65, 70], "population": [900, 800, 700], "errors": [1.0, 1, 1]}
FIVE = {"values": [10.0, 11, 12, 13, 14], "lower": [9.0, 10, 11, 12, 13], "upper": [11.0, 12, 13, 14, 15]}


@dataclass(frozen=True)
class Row:
    """A function, a good call of it, and the kind of each argument."""

    function: Any
    good: dict[str, Any]
    kinds: dict[str, Kind]


def row(function: Any, **arguments: tuple[Any, Kind]) -> Row:
    return Row(
        function,
        {name: good for name, (good, _) in arguments.items()},
        {name: kind for name, (_, kind) in arguments.items()},
    )


METHOD = (PoissonLimits.CONTROL, word("exact"))
PER = (1000, POSITIVE)
AT = (0.95, LEVEL)
INDICATOR = (Indicator.SHARE, word(Polarity.NONE))
POLARITY = (Polarity.HIGH_IS_GOOD, word(Indicator.SHARE))
ROWS = [
    row(rates.byar, count=(X, COUNTS_ALONE), confidence=AT),
    row(rates.exact_poisson, count=(X, COUNTS_ALONE), confidence=AT),
    row(rates.poisson_limits, count=(X, COUNTS_ALONE), confidence=AT),
    row(rates.poisson_control_limits, expected=(X, COUNTS_ALONE), confidence=AT, method=METHOD),
    row(rates.rate, count=(X, COUNTS), population=(N, COUNTS), per=PER, confidence=AT),
    row(means.mean, values=(SERIES, ALONE), confidence=AT),
    row(means.mean_limits, centre=(X, NUMBERS), deviation=(X, COUNTS), n=(N, WHOLE_COUNTS), confidence=AT),
    row(proportions.wilson, numerator=(X, COUNTS), denominator=(N, COUNTS), confidence=AT),
    row(proportions.proportion, numerator=(X, COUNTS), denominator=(N, COUNTS), confidence=AT),
    row(
        agreement.agreement,
        both=(X, COUNTS),
        first_only=([6, 7, 8], COUNTS),
        second_only=([3, 4, 5], COUNTS),
        neither=(N, COUNTS),
        confidence=(0.95, Kind("one confidence", (*ONE, 0, 1, 95, -1))),
    ),
    row(
        proportions.newcombe,
        x1=(X, COUNTS),
        n1=(N, COUNTS),
        x2=([6, 7, 8], COUNTS),
        n2=([60, 70, 80], COUNTS),
        confidence=AT,
    ),
    row(proportions.difference, first=(SHARE, THING), second=(SHARE, THING)),
    row(
        poststratification.poststratified_share,
        hits=(X, COUNTS),
        answers=(N, COUNTS),
        people=([500, 600, 700], COUNTS),
        confidence=AT,
    ),
    row(proportions.goodman, counts_by_level=(X, COUNTS_ALONE), confidence=AT),
    row(proportions.effective_n, sum_w=([9, 8, 7], COUNTS), sum_w2=([20, 30, 40], COUNTS)),
    row(
        proportions.wilson_weighted,
        sum_wy=([5, 6, 7], COUNTS),
        sum_w=([9, 8, 7], COUNTS),
        sum_w2=([20, 30, 40], COUNTS),
        confidence=AT,
    ),
    row(proportions.weighted_share, weights=(X, COUNTS), hits=([0, 1, 1], ZEROS_AND_ONES), confidence=AT),
    row(
        standardisation.directly_standardised,
        **{name: (values, COUNTS) for name, values in BANDS.items()},
        per=PER,
        confidence=AT,
    ),
    row(
        standardisation.repeat_standardised,
        persons=([[20, 30, 40], [5, 5, 5]], COUNTS),
        frequency=([1, 2], COUNTS),
        population=(BANDS["population"], COUNTS),
        standard=(BANDS["standard"], COUNTS),
        per=PER,
        confidence=AT,
    ),
    row(
        standardisation.dobson,
        rate_sum=([1.0, 2, 3], COUNTS),
        variance_sum=([0.1, 0.2, 0.3], COUNTS),
        weight_sum=([10, 10, 10], COUNTS),
        events=([12, 20, 30], COUNTS),
        per=PER,
        confidence=AT,
        no_people=(False, TRUTHS),
    ),
    row(
        standardisation.expected_events,
        population=(BANDS["population"], COUNTS),
        reference_events=(BANDS["events"], COUNTS),
        reference_population=(N, COUNTS),
    ),
    row(standardisation.standardised_ratio, observed=(X, COUNTS), expected=(N, COUNTS), per=PER, confidence=AT),
    row(
        standardisation.indirectly_standardised,
        observed=(30, COUNTS_ALONE),
        population=(BANDS["population"], COUNTS),
        reference_events=(BANDS["events"], COUNTS),
        reference_population=(N, COUNTS),
        per=PER,
        confidence=AT,
    ),
    row(
        life_expectancy.life_expectancy,
        deaths=(LIFE["deaths"], COUNTS),
        population=(LIFE["population"], COUNTS),
        starts=(life_expectancy.BANDS, numbers(-1, np.nan, None, missing="refused")),
        confidence=AT,
    ),
    *(
        row(
            index,
            values=(GROUPS["values"], NUMBERS),
            population=(GROUPS["population"], COUNTS),
            errors=(GROUPS["errors"], COUNTS),
            confidence=AT,
        )
        for index in (inequality.slope_index, inequality.relative_index)
    ),
    row(quantiles.quantile_groups, values=(SERIES, ALONE), groups=(4, whole(2)), highest_first=(False, FLAG)),
    row(quantiles.quantile_bounds, values=(SERIES, ALONE), groups=(4, whole(2))),
    row(
        comparison.against_benchmark,
        lower=([1, 2, 3], NUMBERS),
        upper=([4, 5, 6], NUMBERS),
        benchmark=([2, 2, 2], NUMBERS),
        itself=(False, TRUTHS),
        levels=(1, whole(1)),
    ),
    row(
        comparison.between_intervals,
        lower=([1, 2, 3], NUMBERS),
        upper=([4, 5, 6], NUMBERS),
        other_lower=([1, 2, 3], NUMBERS),
        other_upper=([4, 5, 6], NUMBERS),
    ),
    row(
        comparison.against_target,
        value=([1, 2, 3], NUMBERS),
        low=([1, 2, 3], NUMBERS),
        high=([4, 5, 6], NUMBERS),
    ),
    row(
        comparison.share_control_limits,
        benchmark=([0.1, 0.2, 0.3], SHARES),
        denominator=(N, COUNTS),
        confidence=AT,
    ),
    row(
        comparison.rate_control_limits,
        benchmark=(X, COUNTS),
        population=(N, COUNTS),
        per=PER,
        confidence=AT,
        method=METHOD,
    ),
    row(comparison.outside_limits, value=([0.1, 0.2, 0.3], NUMBERS), limits=(BOTH, THING)),
    row(
        comparison.judged,
        comparison=(comparison.against_benchmark([1, 2], [3, 4], 2), THING),
        polarity=POLARITY,
    ),
    row(
        trend.trend,
        **{name: (values, NUMBERS) for name, values in FIVE.items()},
        count=([1, 2, 3, 4, 5], numbers(-1, missing="nothing")),
        denominator=([9, 9, 9, 9, 9], numbers(-1, missing="nothing")),
        years=([2020, 2021, 2022, 2023, 2024], NUMBERS),
        widest_gap=(1, POSITIVE),
    ),
    row(trend.trend_of_shares, count=([1, 2, 3, 4, 5], COUNTS), denominator=([9, 9, 9, 9, 9], COUNTS)),
    row(
        control_charts.xmr,
        values=(SERIES, ALONE),
        screen=(True, FLAG),
        rebase=([7], numbers(-1, 0, 1.5, 14, None, np.nan, missing="refused", fits=False)),
        fix_after=(12, Kind("points to fix on", tuple(v for v in (*ONE, 11, 12.5) if v is not None))),
        trend_points=(7, whole(6)),
        two_of_three=(control_charts.TwoOfThree.BEYOND_TWO_SIGMA, word("near")),
    ),
    row(control_charts.variation, chart=(CHART, THING), polarity=POLARITY),
    row(control_charts.assurance, chart=(CHART, THING), target=(50, ALONE), polarity=POLARITY),
    row(
        funnel.scores,
        numerator=(X, COUNTS),
        denominator=(N, COUNTS),
        indicator=INDICATOR,
        trim=(0.1, Kind("trim", (*ONE, -0.1, 0.5, 10))),
        truncate=(False, FLAG),
    ),
    row(
        funnel.funnel_limits,
        indicator=INDICATOR,
        target=(0.8, NUMBER),
        error=([0.1, 0.2, 0.3], COUNTS_ALONE),
        tau2=(0.0, Kind("tau2", (*ONE, -0.1))),
        confidence=AT,
    ),
    row(funnel.error_of, denominator=(N, COUNTS_ALONE), indicator=INDICATOR, average=(1.0, POSITIVE)),
    row(funnel.share_limits, average=([0.8, 0.7, 0.6], SHARES), denominator=(N, COUNTS), confidence=AT),
    row(funnel.ratio_limits, expected=(X, COUNTS_ALONE), confidence=AT, method=METHOD),
    row(
        funnel.rate_limits,
        average=([5, 6, 7], COUNTS),
        population=(N, COUNTS),
        per=PER,
        confidence=AT,
        method=METHOD,
    ),
    row(cusum.cusum, steps=(SERIES, ALONE), threshold=(5.0, Kind("height", (*(v for v in ONE if v is not None), 0, -1)))),
    row(cusum.z_steps, z=(SERIES, ALONE), slack=(0.5, POSITIVE)),
    row(
        cusum.event_steps,
        events=([0, 1, 1], dataclasses.replace(ZEROS_AND_ONES, fits=False)),
        usual=(0.1, Kind("risk", (*ONE, 0, 1, 10))),
        worse=(0.2, Kind("risk", (*ONE, 0, 0.05, 1, 20))),
    ),
    row(
        cusum.z_threshold,
        points=(5, whole(1)),
        false_alarms=(0.05, Kind("share", (*ONE, 0, 1, 5))),
        slack=(0.5, POSITIVE),
        simulated=(1000, Kind("series", (*ONE, 10, 1000.5))),
        seed=(1, whole(0)),
    ),
    row(
        cusum.event_threshold,
        points=(5, whole(1)),
        false_alarms=(0.05, Kind("share", (*ONE, 0, 1, 5))),
        usual=(0.1, Kind("risk", (*ONE, 0, 1, 10))),
        worse=(0.2, Kind("risk", (*ONE, 0, 0.05, 1, 20))),
        simulated=(1000, Kind("series", (*ONE, 10, 1000.5))),
        seed=(1, whole(0)),
    ),
    row(
        level_change.level_change,
        values=([50.0, 52] * 4 + [90.0, 92] * 4, numbers(missing="", fits=False)),
        start=(8, whole(0)),
        confidence=(0.95, Kind("one confidence", (*ONE, 0, 1, 95, -1))),
    ),
    row(step_changes.step_changes, values=([50.0, 52] * 4 + [90.0, 92] * 4, numbers(missing="", fits=False))),
    row(
        step_changes.likely_recording,
        found=(STEP, THING),
        peers=([100], numbers(-1, missing="refused")),
        moved=([3], numbers(-1, missing="refused")),
    ),
    row(multiple_testing.benjamini_hochberg, p=([0.1, 0.2, 0.3], numbers(-0.1, 5, fits=False))),
    row(matched.mcnemar, better=(X, WHOLE_COUNTS), worse=([1, 2, 3], WHOLE_COUNTS)),
    row(matched.stuart_maxwell, table=(TABLE, numbers(-1, 0.5, fits=False))),
    row(matched.moved, table=(TABLE, numbers(-1, 0.5, fits=False))),
    row(
        ordinal.fit,
        levels=(LEVELS, KNOWN_COUNTS),
        area=([0, 1, 2], KNOWN_COUNTS),
        covariates=([[1.0], [2], [4]], numbers(missing="refused", fits=False)),
    ),
    row(ordinal.area_mixes, levels=(LEVELS, KNOWN_COUNTS), draws=(100, whole(1)), seed=(1, whole(0))),
    row(disclosure.rounded, values=(X, COUNTS_ALONE), base=(5, whole(1))),
    row(disclosure.table_sums, shape=((3, 3), Kind("shape", (None, "33", 3, (3,), (3, 1), (3, 2.5), (3, "3"), (3, 3, 3))))),
    row(disclosure.protect_table, table=(TABLE, KNOWN_COUNTS), largest=(7, whole(1))),
    row(
        disclosure.protect_nested,
        values=([5, 30], KNOWN_COUNTS),
        inside=([(0, 1)], Kind("pairs", (None, 5, "01", [0, 1], [(0, 9)], [(0, -1)], [(0, 0.5)], [(1, 0)], [(0,)]))),
        largest=(7, whole(1)),
    ),
    row(
        disclosure.protect,
        values=([5, 25, 30], KNOWN_COUNTS),
        sums=(SUMS, Kind("sums", (None, 5, "x", [1], [Sum(9, (0, 1))], [Sum(2, (0, -1))], [Sum(2, (0,))]))),
        largest=(7, whole(1)),
        published=([True, True, True], Kind("truths of cells", ("yes", [1, 1, 1], True, [True], [None] * 3))),
        public=([False, False, False], Kind("truths of cells", ("yes", [1, 1, 1], True, [True], [None] * 3))),
        sensitive=([False, True, False], Kind("truths of cells", ("yes", [1, 1, 1], True, [True], [None] * 3))),
        earlier=(Earlier([False] * 3, [True] * 3, 5), Kind("earlier", (5, "x", Earlier([True], [True]), Earlier(1, 1)))),
    ),
    row(
        disclosure.inferred,
        values=([5, 25, 30], KNOWN_COUNTS),
        withheld=([True, True, False], Kind("truths of cells", ("yes", [1, 1, 0], True, [True], None))),
        sums=(SUMS, Kind("sums", (None, 5, "x", [1], [Sum(9, (0, 1))], [Sum(2, (0,))]))),
        cell=(0, Kind("cell", (*ONE, -1, 2, 9, 0.5))),
    ),
]  # fmt: skip


def public_functions() -> Iterator[Any]:
    for module in pkgutil.iter_modules(careplace.statistics.__path__):
        if module.name not in MACHINERY:
            found = import_module(f"careplace.statistics.{module.name}")
            for name, function in inspect.getmembers(found, inspect.isfunction):
                if not name.startswith("_") and function.__module__ == found.__name__:
                    yield function


def test_every_public_function_has_a_row_with_all_its_arguments():
    rows = {row.function: row for row in ROWS}
    assert len(rows) == len(ROWS)
    assert {f"{f.__module__}.{f.__name__}" for f in public_functions()} == {
        f"{f.__module__}.{f.__name__}" for f in rows
    }
    for function, known in rows.items():
        assert set(inspect.signature(function).parameters) == set(known.kinds), function.__name__


def replaced(good: Any, value: Any) -> Any:
    """A good argument with its first number replaced."""
    array = np.array(good, dtype=object)
    array[(0,) * array.ndim] = value
    return array.tolist()


ARGUMENTS = [
    pytest.param(row, name, id=f"{row.function.__name__}-{name}") for row in ROWS for name in row.kinds
]


def bad_values(good: Any, kind: Kind) -> list[Any]:
    values = [*kind.bad, *(replaced(good, value) for value in kind.instead)]
    if kind.missing == "refused":
        values += [replaced(good, None), replaced(good, np.nan)]
    if kind.missing and kind.fits:
        values += [[1] * 7, np.ones((2, 9))]
    return values


@pytest.mark.parametrize(("row", "name"), ARGUMENTS)
def test_a_bad_argument_is_refused_by_its_name(row, name):
    values = bad_values(row.good[name], row.kinds[name])
    wrong = [(value, said) for value in values if (said := answer(row, name, value))]
    assert values
    assert wrong == []


def answer(row: Row, name: str, value: Any) -> str:
    """What is wrong with the answer to a bad argument; "" where it is refused by its name."""
    try:
        found = row.function(**row.good | {name: value})
    except ArgumentError as error:
        # Of two shapes that do not fit each other either may be named first, and both are in the message.
        named = error.name == name or f"{name} (" in str(error)
        return "" if named and len(str(error)) < 400 else f"refused as {error}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return f"answered {found!r}"[:200]


@pytest.mark.parametrize(("row", "name"), ARGUMENTS)
def test_a_missing_number_has_its_reason(row, name):
    if row.kinds[name].missing not in ("reason", "nothing"):
        return
    for value in (None, np.nan):
        found = row.function(**row.good | {name: replaced(row.good[name], value)})
        if dataclasses.is_dataclass(found) and hasattr(found, "reason"):
            assert np.any(found.reason) == (row.kinds[name].missing == "reason")
        assert unexplained(found) == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.function.__name__)
def test_a_good_call_has_nothing_to_explain(row):
    found = row.function(**row.good)
    assert unexplained(found) == []
    if dataclasses.is_dataclass(found) and hasattr(found, "reason"):
        assert not np.any(found.reason)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.function.__name__)
def test_nothing_at_all_is_refused_or_gives_nothing(row):
    """Every column empty: no error but ours, and no number out of nothing."""
    columns = {name: [] for name, kind in row.kinds.items() if kind.missing == "reason"}
    try:
        found = row.function(**row.good | columns)
    except ArgumentError:
        return
    assert unexplained(found) == []


def unexplained(found: Any) -> list[str]:
    """The fields that are NaN where `reason` stands at 0; fields that are one number for all places may be."""
    if not dataclasses.is_dataclass(found) or not hasattr(found, "reason"):
        return []
    names = [field.name for field in dataclasses.fields(found)]
    return [name for name in names if _unexplained(np.asarray(getattr(found, name)), found.reason)]


def _unexplained(array: np.ndarray, reason: np.ndarray) -> bool:
    if array.dtype.kind != "f" or (array.ndim == 0 and np.ndim(reason)):
        return False
    try:
        explained = np.broadcast_to(reason, array.shape)
    except ValueError:
        explained = np.broadcast_to(np.expand_dims(reason, -1), array.shape)
    return bool((np.isnan(array) & (explained == 0)).any())
