"""Known answers of other packages (../shared/vectors), met to 1e-9 relative unless the source is coarser: each
coarser tolerance says why. Where a package is at fault, the test says what it does and holds ours to what is right.
"""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy.special import ndtr

from careplace.statistics.comparison import (
    Polarity,
    against_benchmark,
    judged,
    outside_limits,
    rate_control_limits,
    share_control_limits,
)
from careplace.statistics.control_charts import Cause, TwoOfThree, Variation, variation, xmr
from careplace.statistics.cusum import cusum, event_steps, z_steps
from careplace.statistics.estimates import Estimate, Limits, Reason
from careplace.statistics.funnel import Indicator, error_of, funnel_limits, ratio_limits, scores
from careplace.statistics.life_expectancy import life_expectancy
from careplace.statistics.multiple_testing import benjamini_hochberg
from careplace.statistics.ordinal import fit
from careplace.statistics.proportions import goodman, proportion, wilson
from careplace.statistics.quantiles import quantile_bounds, quantile_groups
from careplace.statistics.rates import PoissonLimits, rate
from careplace.statistics.standardisation import directly_standardised
from careplace.statistics.trend import trend, trend_of_shares

pytestmark = pytest.mark.real

BOTH = (0.95, 0.998)
TIGHT = {"rtol": 1e-9, "atol": 1e-12}
Columns = dict[str, np.ndarray]


def columns(path: Path) -> Columns:
    """The columns of a CSV file: numbers where every cell is one (NA is NaN), else text."""
    with path.open(encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    return {name: _typed(cells) for name, cells in zip(header, zip(*rows, strict=True), strict=True)}


def _typed(cells: tuple[str, ...]) -> np.ndarray:
    try:
        return np.array([np.nan if cell in ("NA", "") else float(cell) for cell in cells])
    except ValueError:
        return np.array(cells)


def groups_of(table: Columns, *names: str) -> list[tuple[tuple[str, ...], Columns]]:
    """The rows of a table that share the values of the named columns."""
    keys = list(zip(*(table[name] for name in names), strict=True))
    found = []
    for key in dict.fromkeys(keys):
        here = np.array([other == key for other in keys])
        found.append((tuple(map(str, key)), {name: cells[here] for name, cells in table.items()}))
    return found


def assert_estimate(ours: Estimate, theirs: Columns, prefix: str = "", scale: float = 1) -> None:
    pairs = [(ours.value, "value")]
    for level, named in enumerate(("95_0cl", "99_8cl")):
        pairs += [(ours.lower[level], f"lower{named}"), (ours.upper[level], f"upper{named}")]
    for array, name in pairs:
        np.testing.assert_allclose(array * scale, theirs[prefix + name], **TIGHT, err_msg=name)


def test_rates_and_proportions(vectors):
    known = columns(vectors / "intervals/golden_rate_proportion_grid_r.csv")
    assert_estimate(rate(known["x"], known["n"], confidence=BOTH), known, "rate_")
    assert_estimate(proportion(known["x"], known["n"], BOTH), known, "prop_", scale=100)
    assert set(known["rate_method"][known["x"] < 10]) == {"Exact"}


def test_directly_standardised_rates(vectors):
    given = columns(vectors / "intervals/golden_dsr_input.csv")
    bands = {name: given[name].reshape(-1, 19) for name in ("x", "n", "stdpop")}
    ours = directly_standardised(bands["x"], bands["n"], bands["stdpop"], confidence=BOTH)
    assert_estimate(ours, columns(vectors / "intervals/golden_dsr_r.csv"))
    assert not ours.reason.any()


def test_life_expectancy(vectors):
    known = columns(vectors / "intervals/golden_life_expectancy_r.csv")
    ours = life_expectancy(known["deaths"], known["pops"], known["startage"], BOTH)
    assert_estimate(ours, known)


def test_quantiles_with_ties(vectors):
    known = columns(vectors / "intervals/golden_quantile_ties_r.csv")
    ours = quantile_groups(known["v"], int(known["nquantiles"][0]))
    assert np.array_equal(ours.group, np.nan_to_num(known["quantile"]))
    assert np.array_equal(ours.reason == Reason.MISSING, np.isnan(known["quantile"]))


@pytest.fixture(scope="session")
def comparisons(vectors) -> dict:
    return json.loads((vectors / "trend/comparer_vectors.json").read_text(encoding="utf-8"))


WORDS = {"Better": "better", "Worse": "worse", "Same": "similar"}
WORDS |= {"Best": "much better", "Worst": "much worse", "Similar": "similar"}


# The publisher's code takes 1.96 and 3.0902 for the normal quantiles, so its limits agree to 2e-5 only.
@pytest.mark.parametrize("kind", ["spc_proportions", "spc_dsr"])
def test_control_limits_round_a_benchmark(comparisons, kind):
    limits, value = {"spc_proportions": _share_limits, "spc_dsr": _rate_limits}[kind], {"spc_dsr": "rate"}
    for case in comparisons[kind]:
        ours = limits(case)
        for level, named in enumerate(("limits_95", "limits_998")):
            both = [float(ours.lower[level]), float(ours.upper[level])]
            np.testing.assert_allclose(both, case[named], rtol=2e-5)
        found = outside_limits(case[value.get(kind, "value_pct")], ours)
        words = {"95": found.position != 0, "998": abs(found.position) == 2}
        for level, differs in words.items():
            expected = WORDS[case[f"exp{level}"]]
            assert (
                str(judged(found, Polarity.LOW_IS_GOOD)).removeprefix("much ") if differs else "similar"
            ) == expected


def _share_limits(case: dict) -> Limits:
    ours = share_control_limits(case["benchmark_pct"] / 100, case["n"], BOTH)
    return Limits(ours.lower * 100, ours.upper * 100, ours.reason, ours.method)


def _rate_limits(case: dict) -> Limits:
    # The publisher draws the interval of an observed count of the expected size, which is no control limit.
    known = case["benchmark_rate"], case["effective_denominator"], case["per"]
    return rate_control_limits(*known, BOTH, PoissonLimits.INTERVAL)


def test_two_levels_against_a_benchmark(comparisons):
    data = comparisons["two_ci_levels"]["data"]
    for case in comparisons["two_ci_levels"]["cases"]:
        limits = [data["l95"], data["l998"]], [data["u95"], data["u998"]]
        found = against_benchmark(*limits, case["benchmark"], levels=2)
        assert judged(found, Polarity.HIGH_IS_GOOD) == WORDS[case["high_is_good"]]
        assert judged(found, Polarity.LOW_IS_GOOD) == WORDS[case["low_is_good"]]


def test_one_level_against_a_benchmark(comparisons):
    for case in comparisons["fingertipsnext_ci95"]["cases"]:
        found = against_benchmark(case["l"], case["u"], case["benchmark"])
        assert judged(found, Polarity.HIGH_IS_GOOD) == WORDS[case["high_is_good"]]


def test_bounds_of_fifths(comparisons):
    known = comparisons["quintile_bounds"]["legacy_percentile_inc"]
    np.testing.assert_allclose(quantile_bounds(np.arange(1, 51), 5), known, **TIGHT)


@pytest.fixture(scope="session")
def trends(vectors) -> dict[str, dict]:
    found = json.loads((vectors / "trend/trend_vectors.json").read_text(encoding="utf-8"))
    return {case["name"]: case for case in found["fingertipsnext"] + found["pholio_legacy"]}


def _points(case: dict, name: str) -> list[float]:
    return [row[name] for row in sorted(case["rows"], key=lambda row: row["period"])]


def test_trends(trends):
    checked = [case for case in trends.values() if "slope" in case.get("check", {})]
    assert len(checked) == 6
    for case in checked:
        ours = trend(*(_points(case, name) for name in "vlu"))
        np.testing.assert_allclose(ours.chi_squared, case["check"]["chi2"], **TIGHT, err_msg=case["name"])
        np.testing.assert_allclose(ours.slope, case["check"]["slope"], **TIGHT, err_msg=case["name"])
        marker = ("Decreasing", "NoChange", "Increasing")[int(ours.direction) + 1]
        assert marker == case["check"]["marker"]
        assert case.get("expected_fingertipsnext", marker).startswith(marker)


def test_a_trend_without_intervals_cannot_be_told(trends):
    # The publisher's code says "NoChange" here, because no point passes its filter.
    ours = trend(*(_points(trends["GpRegisteredPopulationOver65"], name) for name in "vlu"))
    assert (int(ours.direction), ours.reason) == (0, Reason.NO_INTERVAL)


def test_a_trend_of_rounded_intervals_without_width_cannot_be_told(trends):
    # 14.8 (14.8 to 14.8): an indirectly standardised share, which the publisher does not mark either.
    ours = trend(*(_points(trends["EmergencyReadmissions"], name) for name in "vlu"))
    assert ours.reason == Reason.NO_INTERVAL


def test_trend_of_shares(trends):
    case = trends["pholio_set1_proportion_chi2"]
    ours = trend_of_shares(_points(case, "x"), _points(case, "n"))
    np.testing.assert_allclose(ours.chi_squared, case["check"]["chi2"], **TIGHT)
    # The publisher's code leaves the slope unset here and would print "Decreasing".
    assert ours.direction == 1


CAUSES = {
    "Common Cause": 0,
    "Above UCL": Cause.OUTSIDE,
    "Below LCL": -Cause.OUTSIDE,
    "7 Point Trend (Increasing)": Cause.TREND,
    "7 Point Trend (Decreasing)": -Cause.TREND,
    "2 in 3 Above CL": Cause.TWO_OF_THREE,
    "2 in 3 Below CL": -Cause.TWO_OF_THREE,
    "7 Points Above CL": Cause.RUN,
    "7 Points Below CL": -Cause.RUN,
}
POLARITIES = {"decrease": Polarity.LOW_IS_GOOD, "neutral": Polarity.NONE}
POINTS = {
    "common_cause": Variation.COMMON_CAUSE,
    "special_cause_improvement": Variation.IMPROVEMENT,
    "special_cause_concern": Variation.CONCERN,
    "special_cause_neutral_high": Variation.HIGH,
}


def test_control_charts(vectors):
    charts = groups_of(columns(vectors / "spc/ptd_golden_points.csv"), "series", "screen_outliers", "variant")
    assert len(charts) == 26
    for (series, screen, variant), known in charts:
        rebase = [int(i) for i in np.flatnonzero(np.diff(known["rebase_group"])) + 1]
        # It has the rule of two in three as Making Data Count had it before 2023.
        rules = {"two_of_three": TwoOfThree.INSIDE_LIMITS}
        ours = xmr(known["y"], screen == "TRUE", rebase, 12 if variant == "fix12" else None, **rules)
        assert ours.cause.tolist() == [CAUSES[word] for word in known["special_cause_type"]], series
        assert ours.short.tolist() == (known["short_group_warning"] == "TRUE").tolist()
        latest = variation(ours, POLARITIES.get(variant, Polarity.HIGH_IS_GOOD))
        if series == "constant":
            # Theirs has limits of no width, or none at all when screened, and no word about it.
            assert set(ours.reason) == {Reason.NO_VARIATION}
            assert latest == Variation.UNKNOWN
            continue
        assert latest == POINTS[known["point_type"][-1]]
        for array, name in ((ours.mean, "mean_col"), (ours.lower, "lpl"), (ours.upper, "upl")):
            np.testing.assert_allclose(array, known[name], **TIGHT, err_msg=f"{series} {name}")


INDICATORS = {
    ("PR", "SHMI"): Indicator.SHARE,
    ("SR", "CQC"): Indicator.RATIO_ROOT,
    ("SR", "SHMI"): Indicator.RATIO_LOG,
    ("RC", "SHMI"): Indicator.RATIO_OF_COUNTS,
}
NAMES = ("data_type", "sr_method", "method", "trim")


def test_funnel_scores(vectors):
    sets = groups_of(columns(vectors / "funnel/funnelplotr_golden_z_phi_tau2.csv"), *NAMES)
    assert len(sets) == 16
    for (data, scale, method, trim), known in sets:
        ours = _scores(known, (data, scale), method, trim)
        pairs = {"Y": ours.scaled, "s": ours.error, "Uzscore": ours.z, "Wazscore": ours.adjusted}
        pairs |= {"phi": ours.phi_used, "tau2": ours.tau2, "target_transformed": ours.target}
        for name, array in pairs.items():
            np.testing.assert_allclose(
                np.broadcast_to(array, known[name].shape), known[name], **TIGHT, err_msg=name
            )


def _scores(known: Columns, key: tuple[str, str], method: str, trim: str):
    counts = known["numerator"], known["denominator"]
    return scores(*counts, INDICATORS[key], float(trim), truncate=method == "truncate")


# FunnelPlotR's limits use the normal quantiles to seven figures, so they are met at the confidences of these.
SEVEN_FIGURES = tuple(2 * ndtr([1.959964, 3.090232]) - 1)


def test_funnel_limits(vectors):
    points = dict(groups_of(columns(vectors / "funnel/funnelplotr_golden_z_phi_tau2.csv"), *NAMES))
    sets = groups_of(columns(vectors / "funnel/funnelplotr_golden_limits.csv"), *NAMES, "adjusted")
    assert len(sets) == 32
    for (data, scale, method, trim, adjusted), known in sets:
        ours = _scores(points[data, scale, method, trim], (data, scale), method, trim)
        kind, n = INDICATORS[data, scale], known["number_seq"]
        # Three of its places with shares get the limits 0 and 1, whatever their size (162, 151 and 100 people).
        drawn = (known["ll95"] > 0) | (known["ul95"] < 1)
        limits, back = _limits(kind, n, ours, adjusted == "TRUE")
        for level, named in enumerate(("95", "998")):
            for array, name in ((limits.lower, "ll"), (limits.upper, "ul")):
                np.testing.assert_allclose(back(array[level])[drawn], known[name + named][drawn], **TIGHT)


def _limits(kind: Indicator, n: np.ndarray, ours, adjusted: bool) -> tuple[Limits, Callable]:
    """Our limits, and what takes them to the scale that FunnelPlotR prints."""
    if not adjusted and kind in (Indicator.RATIO_ROOT, Indicator.RATIO_LOG):
        # It draws the interval of an observed count of the expected size, which is no control limit.
        return ratio_limits(n, BOTH, PoissonLimits.INTERVAL), np.asarray
    tau2 = ours.tau2 if adjusted else 0
    if kind == Indicator.RATIO_OF_COUNTS:
        # It draws a ratio of counts with the error 1 / (2 √n), a third of the error that its own z-scores have.
        return funnel_limits(kind, ours.target, 1 / (2 * np.sqrt(n)), tau2, SEVEN_FIGURES), np.asarray
    # It leaves the limits of a ratio on its root scale; ours are squared, as the ratio itself is.
    back = np.sqrt if kind == Indicator.RATIO_ROOT else np.asarray
    return funnel_limits(kind, ours.target, error_of(n, kind), tau2, SEVEN_FIGURES), back


@pytest.fixture(scope="session")
def surveillance(vectors) -> dict:
    return json.loads((vectors / "surveillance/cusum_fdr_goodman_vectors.json").read_text(encoding="utf-8"))


def test_cusum(surveillance):
    known = surveillance["z_cusum"]
    np.testing.assert_allclose(cusum(z_steps(known["z"], known["k"])).sums, known["C"], **TIGHT)
    known = surveillance["bernoulli_llr"]
    ours = event_steps([1, 0], known["p0"], known["p1"])
    np.testing.assert_allclose(ours, [known["event"], known["non_event"]], **TIGHT)


def test_false_discovery_rate(surveillance):
    # The vector is printed to nine places.
    np.testing.assert_allclose(
        benjamini_hochberg(surveillance["bh"]["p"]).p, surveillance["bh"]["adj"], atol=5e-10
    )


def test_simultaneous_shares(surveillance):
    # The vector gives counts and a level and no limits: they are Wilson's at the level divided by the four.
    known = surveillance["goodman"]
    ours = goodman(known["counts"], 1 - known["alpha"])
    single = wilson(known["counts"], sum(known["counts"]), 1 - known["alpha"] / 4)
    np.testing.assert_allclose([ours.lower, ours.upper], list(single), **TIGHT)


@pytest.fixture(scope="session")
def wine(vectors) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    table = columns(vectors / "surveillance/wine.csv")
    warm, contact = table["temp"] == "warm", table["contact"] == "yes"
    return (
        np.eye(5)[table["rating"].astype(int) - 1],
        table["judge"].astype(int) - 1,
        np.c_[warm, contact].astype(float),
    )


def _known_model(vectors: Path, model: str) -> Columns:
    return dict(groups_of(columns(vectors / "surveillance/golden_ordinal_wine_r.csv"), "model"))[model,]


def test_ordinal_model(vectors, wine):
    levels, _, covariates = wine
    known, ours = _known_model(vectors, "clm"), fit(levels, None, covariates)
    # clm stops when its gradient is under 1e-6, so its last digits are open: 1e-8 on its scale of a few units.
    np.testing.assert_allclose([*ours.thresholds, *ours.slopes], known["est"], rtol=1e-8)
    np.testing.assert_allclose(ours.errors, known["se"], rtol=1e-7)
    np.testing.assert_allclose(ours.log_likelihood, known["loglik"][0], **TIGHT)


def test_ordinal_model_with_a_random_effect(vectors, wine):
    known, ours = _known_model(vectors, "clmm_judge"), fit(*wine)
    # clmm approximates the integral by Laplace's method; ours is exact, so they differ in the third figure.
    np.testing.assert_allclose([*ours.thresholds, *ours.slopes, ours.spread], known["est"], rtol=5e-3)
    np.testing.assert_allclose(ours.errors, known["se"][:-1], rtol=5e-3)
    np.testing.assert_allclose(ours.log_likelihood, known["loglik"][0], rtol=5e-4)
