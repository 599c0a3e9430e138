"""How a claim of a difference stands against the edition's, and how its limits are worded."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.claims.checks.findings import Grade
from careplace.claims.checks.rating_figures import breakdown_of, graded, limits, one_place
from careplace.figures import Figure
from careplace.ratings.scale import LEVELS

DIFFERENCE = Figure("difference", "E08000026", "2026-05-29", "", value=2.25, lower95=0.45, upper95=4.05)


@pytest.mark.parametrize(
    ("low", "high", "sign", "grade"),
    [
        (0.45, 4.05, 1, Grade.HOLDS),
        (0.45, 4.05, -1, Grade.WRONG),
        (-0.1, 4.05, 1, Grade.MISLEADING),
        (0.0, 4.05, -1, Grade.MISLEADING),
        (None, None, 1, Grade.HOLDS),
    ],
)
def test_limits_that_include_zero_show_neither_way(low, high, sign, grade):
    assert graded(replace(DIFFERENCE, lower95=low, upper95=high), sign) is grade


def test_limits_follow_a_difference_and_are_left_out_where_there_are_none():
    assert limits(DIFFERENCE) == ", 95% limits +0.5 to +4.1"
    assert limits(replace(DIFFERENCE, upper95=None)) == ""


def test_a_half_is_rounded_up_as_in_every_other_check():
    """Half to even gave 2.2 for what another sentence of the same text called 2.3."""
    assert one_place(2.25) == "+2.3"
    assert one_place(-2.25) == "−2.3"


@given(st.integers(-99_000, 99_000))
def test_one_place_is_the_school_rule(hundredths):
    value = Decimal(hundredths) / 100
    size = abs(value).quantize(Decimal("0.1"), ROUND_HALF_UP)
    sign = "+" if value > 0 and size else "−" if value < 0 and size else ""
    assert one_place(hundredths / 100) == f"{sign}{size}"


def test_levels_that_no_figure_puts_together_have_no_breakdown():
    assert breakdown_of("social-care", LEVELS[:2]).endswith("/locations/good-or-outstanding")
    assert breakdown_of("social-care", (LEVELS[3],)).endswith("/locations/inadequate")
    assert breakdown_of("social-care", LEVELS[1:3]) == ""
