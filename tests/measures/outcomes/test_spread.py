"""Quartiles and the probability of the outer quarters, against sorting every draw by hand."""

import statistics
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.outcomes.fictional_outcomes import ENGLAND, MEASURES, NORTH

from careplace.figures import Status
from careplace.measures.outcomes.spread import _simulate, median_and_range, probabilities, quarters, quartiles
from careplace.measures.outcomes.tracing import trace

HELPED = MEASURES["helped"]
PERIOD = "2023-24"


def test_quartiles_are_those_of_the_councils_values(told, reader):
    found = quartiles(reader, HELPED, ENGLAND, PERIOD, "all")
    values = [f.value for f in told(as_at=date(2024, 3, 31)).measure("helped").everyone]
    assert [f.value for f in found] == pytest.approx(statistics.quantiles(values, n=4, method="inclusive"))
    assert {(f.numerator, f.denominator) for f in found} == {(12.0, 12.0)}
    assert found[0].id == f"outcome-quartile/{ENGLAND}/{PERIOD}/helped/all/lower"


def test_the_median_and_range_are_those_of_the_councils_values(told, reader):
    lowest, median, highest = median_and_range(reader, HELPED, ENGLAND, PERIOD, "all")
    values = [f.value for f in told(as_at=date(2024, 3, 31)).measure("helped").everyone]
    assert (lowest.value, highest.value) == (min(values), max(values))
    assert median.value == pytest.approx(statistics.median(values))
    assert median == quartiles(reader, HELPED, ENGLAND, PERIOD, "all")[1]
    assert lowest.id == f"outcome-quartile/{ENGLAND}/{PERIOD}/helped/all/lowest"
    assert lowest.method == "lowest of the councils' values"
    for figure in (lowest, median, highest):
        traced = trace(reader, figure.id)
        assert (traced.figure, len(traced.parts)) == (figure, 12)
    assert median_and_range(reader, HELPED, NORTH, PERIOD, "all") is None


def test_a_median_stands_for_a_group_only_where_it_has_no_figure_of_its_own(told):
    groups = [(data, group) for s in told().sections for data in s.measures for group in data.groups]
    assert groups
    for data, group in groups:
        if group.middle:
            assert group.figure.value is None
            assert set(group.middle) <= set(data.figures())
            assert group.middle[0].value <= group.middle[1].value <= group.middle[2].value


def test_the_coverage_of_quartiles_is_said(told):
    lower, _median, _upper = told().measure("helped").quartiles
    assert (lower.numerator, lower.denominator) == (11, 12)


def test_a_group_of_few_has_no_quarters(told, reader):
    assert quartiles(reader, HELPED, NORTH, PERIOD, "all") is None
    mine = told(as_at=date(2024, 3, 31)).measure("helped").latest
    assert quarters(reader, HELPED, mine, NORTH) is None
    assert told().measure("asked").worst is None


def slowly(value, lower, upper, draws):
    """Draw each place with Python's own normal numbers, sort, and count."""
    from random import Random

    random, n, quarter = Random(1), len(value), max(1, round(len(value) / 4))
    low, high = [0] * n, [0] * n
    for _ in range(draws):
        drawn = []
        for v, a, b in zip(value, lower, upper, strict=True):
            z = random.gauss(0, 1) / 1.959963984540054
            drawn.append(v + z * ((v - a) if z < 0 else (b - v)))
        order = sorted(drawn)
        for n_, x in enumerate(drawn):
            low[n_] += x <= order[quarter - 1]
            high[n_] += x >= order[-quarter]
    return [x / draws for x in low], [x / draws for x in high]


def test_the_simulation_is_that_of_a_slow_one():
    random = np.random.default_rng(3)
    value = random.uniform(0.2, 0.8, 20)
    lower, upper = value - random.uniform(0.01, 0.2, 20), value + random.uniform(0.01, 0.2, 20)
    for quick, slow in zip(
        probabilities(value, lower, upper, "x"), slowly(value, lower, upper, 4000), strict=True
    ):
        # Two simulations of 2,000 and 4,000 draws: five standard errors at most.
        assert np.abs(quick - np.array(slow)).max() < 5 * np.sqrt(0.25 / 2000 + 0.25 / 4000)


sizes = st.integers(8, 160)


@given(sizes, st.floats(0.001, 0.5), st.text(max_size=5))
def test_over_all_places_the_probabilities_sum_to_a_quarter_of_them(places, width, seed):
    value = np.linspace(0.1, 0.9, places)
    low, high = probabilities(value, value - width, value + width, seed)
    assert low.sum() == pytest.approx(round(places / 4))
    assert high.sum() == pytest.approx(round(places / 4))
    again = probabilities(value, value - width, value + width, seed)
    assert (low == again[0]).all()
    assert (high == again[1]).all()
    assert low[0] >= low[-1]
    assert high[-1] >= high[0]


def test_without_intervals_every_place_stays_where_it_is():
    value, none = np.arange(20.0), np.full(20, np.nan)
    low, high = probabilities(value, none, none, "x")
    assert (low.tolist(), high.tolist()) == ([1.0] * 5 + [0.0] * 15, [0.0] * 15 + [1.0] * 5)


def test_wide_intervals_make_all_places_alike():
    value = np.linspace(0.49, 0.51, 40)
    low, _high = probabilities(value, value - 10, value + 10, "x")
    assert np.abs(low - 0.25).max() < 0.06


def test_the_worst_quarter_is_on_the_side_of_the_measures_direction(told):
    data = told(as_at=date(2024, 3, 31))
    for id, way in (("helped", 1), ("admitted", -1), ("content", 1)):
        one = data.measure(id)
        ordered = sorted(one.everyone, key=lambda f: way * f.value)
        likely = [told(f.place, as_at=date(2024, 3, 31)).measure(id) for f in (ordered[0], ordered[-1])]
        assert likely[0].worst.value > likely[1].worst.value, id
        assert likely[1].best.value > likely[0].best.value, id
    assert data.measure("asked").worst is None
    assert data.measure("helped").worst.reason == "among the 12 of 12 councils that have a figure"


def test_a_place_without_an_interval_is_not_placed(told):
    worst = told().measure("turnover").worst
    assert (worst.value, worst.status) == (None, Status.MISSING)
    assert worst.reason == "cannot tell: the place's figure has no interval"


def test_councils_without_an_interval_are_said():
    from dataclasses import replace

    from tests.measures.outcomes.fictional_outcomes import point

    figures = [point("helped", f"Y{n:02}", PERIOD, numerator=10 * n, denominator=100) for n in range(1, 9)]
    figures[0] = replace(figures[0], lower95=None, upper95=None)
    said = _simulate(HELPED, "x", figures, 10).said
    assert said == (
        "among the 8 of 10 councils that have a figure; 1 of them have no interval and are taken at their value"
    )
    assert _simulate(HELPED, "x", figures[:7], 10).likely == {}


def test_a_region_is_in_no_quarter_of_councils(told):
    content = told(NORTH).measure("content")
    assert (content.worst, content.best) == (None, None)
    assert content.quartiles is not None
