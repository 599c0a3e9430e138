"""How many comparisons chance explains, against the rule of Benjamini and Hochberg written out."""

from math import erf, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.figures import Figure
from careplace.measures.chance import Comparisons, comparisons
from careplace.measures.verdicts import side

Z = 1.959963984540054


def difference(value, error, **more):
    limits = {"lower95": value - Z * error, "upper95": value + Z * error}
    return Figure("outcome-difference", "E1", "2024-25", "m", value, "points", **limits | more)


def slow_p(value, error):
    return 1 - erf(abs(value) / error / sqrt(2))


def slow_remaining(p, rate=0.05):
    """The largest k of which the k smallest are at most k / n of the rate."""
    ordered = sorted(p)
    return max([k for k in range(1, len(p) + 1) if ordered[k - 1] <= k / len(p) * rate], default=0)


VALUES = st.lists(st.floats(-6, 6).filter(lambda x: abs(abs(x) - Z) > 1e-6), max_size=40)


@given(VALUES)
def test_the_counts_are_those_of_the_rule(values):
    found = comparisons(difference(v, 1.0) for v in values)
    p = [slow_p(v, 1.0) for v in values]
    assert found.tested == len(values)
    assert found.expected == pytest.approx(0.05 * len(values))
    assert found.different == sum(bool(side(difference(v, 1.0))) for v in values)
    assert found.remaining == slow_remaining(p)
    assert found.remaining <= found.different


def test_what_has_no_limits_is_no_test():
    bare = Figure("outcome-difference", "E1", "2024-25", "m", 3.0, "points")
    assert comparisons([None, bare]) == Comparisons(0, 0, 0.0, 0)
    assert comparisons([None, bare, difference(9, 1)]).tested == 1


def test_uneven_limits_count_on_the_side_of_zero():
    near = difference(2.0, 1.0, lower95=0.1, upper95=9.0)
    wide = difference(2.0, 1.0, lower95=-0.1, upper95=2.1)
    assert comparisons([near]).different == 1
    assert comparisons([wide]).different == 0


def test_no_width_is_no_chance_and_no_difference_is_all():
    assert comparisons([difference(1.0, 0.0), difference(0.0, 0.0)]).different == 1
