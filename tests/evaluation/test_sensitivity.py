"""What a hidden cause must be: known E-values, and a change of its own against a slow count."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.evaluation.differences import difference_in_differences
from careplace.evaluation.panel import Panel
from careplace.evaluation.results import DesignError, Effect
from careplace.evaluation.sensitivity import e_value, e_value_of_interval, hidden_change


@pytest.mark.parametrize(
    ("ratio", "expected"),
    # VanderWeele and Ding 2017, "Sensitivity analysis in observational research": 3.9 gives 7.26, its limit 1.8 gives 3.0;
    # a ratio of 0.80 gives 1.81.
    [(3.9, 7.26), (1.8, 3.0), (0.80, 1.81), (1.0, 1.0)],
)
def test_e_values_of_the_paper(ratio, expected):
    assert e_value(ratio) == pytest.approx(expected, abs=0.005)


@given(st.floats(1e-3, 1e3))
def test_a_ratio_and_its_inverse_have_one_e_value_of_at_least_one(ratio):
    assert e_value(ratio) == pytest.approx(e_value(1 / ratio))
    assert e_value(ratio) >= 1


@pytest.mark.parametrize("ratio", [0.0, -1.0, np.nan, np.inf])
def test_what_is_no_ratio_is_refused(ratio):
    with pytest.raises(DesignError, match="ratio"):
        e_value(ratio)


@pytest.mark.parametrize(
    ("lower", "upper", "expected"),
    [(1.8, 8.7, e_value(1.8)), (0.4, 0.5, e_value(0.5)), (0.9, 1.2, 1.0), (None, None, None)],
)
def test_the_limit_nearer_to_one_counts(lower, upper, expected):
    assert e_value_of_interval(Effect(1.5, lower, upper, 0.01, "", no_effect=1.0)) == expected


def panel(effect: float) -> Panel:
    outcome = np.random.default_rng(5).normal(size=(60, 30))
    outcome[0, 20:] += effect
    return Panel(tuple(map(str, range(60))), outcome, 0, 20)


def test_a_hidden_change_takes_the_interval_to_zero():
    data = panel(3.0)
    effect = difference_in_differences(data)
    hidden = hidden_change(data, effect)
    assert hidden is not None
    data.outcome[0, 20:] -= hidden.size
    assert difference_in_differences(data).lower == pytest.approx(0, abs=1e-9)
    means = [row[20:].mean() - row[:20].mean() for row in data.outcome[1:]]
    slow = sum(abs(m - sum(means) / 59) >= hidden.size for m in means) / 59
    assert hidden.share == pytest.approx(slow)


def test_an_effect_that_is_not_clear_needs_none():
    data = panel(0.0)
    assert hidden_change(data, difference_in_differences(data)) is None
    assert hidden_change(data, Effect(1.0, None, None, None, "")) is None
