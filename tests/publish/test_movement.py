"""How a change in the mix of ratings is worded: the rules, case by case and against the checker of public statements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.claims import FAULTS, check_text
from careplace.figures import Figure
from careplace.publish.movement import Movement, slight
from careplace.statistics.proportions import newcombe

PERIOD = "2025-09-01..2026-09-01"


def movement(then: int, of_then: int, now: int, of_now: int) -> Movement:
    value, lower, upper = newcombe([now], [of_now], [then], [of_then])
    count = Figure("rating-change-count", "X1", PERIOD, "care/good", now - then, "locations")
    points = Figure(
        "rating-change-points",
        "X1",
        PERIOD,
        "care/good",
        float(value[0]) * 100,
        "points",
        lower95=float(lower[0]) * 100,
        upper95=float(upper[0]) * 100,
    )
    return Movement(
        "Good", count, points, Figure("rating-share", "X1", "2026-09-01", "care/good", now / of_now)
    )


@pytest.mark.parametrize(
    ("then", "now", "kind", "way", "size", "clear"),
    [
        # Coventry: 75.2% of 113 became 70.1% of 147, so more services and a lower share.
        ((85, 113), (103, 147), "opposite", "increase", "small", False),
        ((109, 145), (106, 145), "alike", "reduction", "small", False),
        ((5, 145), (5, 145), "same", "reduction", "small", False),
        ((5, 145), (5, 100), "share alone", "reduction", "small", False),
        # A third became a sixth, of many services.
        ((300, 900), (150, 900), "alike", "reduction", "large", True),
        # The same of few: no chance is excluded, and no size is given.
        ((7, 21), (4, 22), "alike", "reduction", "", False),
        # A share that moved far, but by less than a quarter of itself.
        ((800, 1000), (700, 1000), "alike", "reduction", "small", True),
        ((2000, 4000), (2001, 4002), "alike", "increase", "small", False),
    ],
)
def test_the_words_of_a_change(then, now, kind, way, size, clear):
    change = movement(*then, *now)
    assert (change.kind, change.way, change.size, change.clear) == (kind, way, size, clear)


def test_without_shares_only_the_number_is_said():
    fewer = Movement("Good", Figure("rating-change-count", "X1", PERIOD, "care/good", -2), None, None)
    none = Movement("Good", Figure("rating-change-count", "X1", PERIOD, "care/good", 0), None, None)
    assert (fewer.kind, fewer.way, fewer.size, fewer.clear) == ("number alone", "reduction", "", False)
    assert none.kind == "same"


counts = st.tuples(st.integers(10, 400), st.floats(0, 1)).map(
    lambda pair: (round(pair[0] * pair[1]), pair[0])
)


@given(counts, counts)
def test_large_is_never_said_of_what_chance_could_do_nor_small_of_what_is_not_slight(then, now):
    change = movement(*then, *now)
    before, after = 100 * then[0] / then[1], 100 * now[0] / now[1]
    if change.size == "large":
        assert change.clear
        assert abs(after - before) >= 4.9
        assert abs(after - before) >= 0.24 * before
    if change.size == "small":
        assert abs(after - before) < 5.1 or abs(after - before) < 0.26 * before
    if change.kind == "alike":
        assert (now[0] > then[0]) == (change.way == "increase")
        assert round(after - before, 1) == 0 or (after > before) == (change.way == "increase")
    if change.kind == "opposite":
        assert (now[0] > then[0]) != (after > before)


@pytest.mark.parametrize(
    ("points", "before", "is_slight"), [(-4.9, 10, True), (5, 20, False), (5, 20.1, True)]
)
def test_small_begins_and_ends_where_the_checker_calls_a_change_slight(points, before, is_slight):
    assert slight(points, before) == is_slight


def test_the_checker_agrees_that_a_change_is_no_small_one():
    text = """A slight increase in Requires improvement.

March 2025: Outstanding: 4 (4.0%), Good: 80 (80.0%), Requires improvement: 15 (15.0%), Inadequate: 1 (1.0%)

March 2026: Outstanding: 4 (4.0%), Good: 71 (71.0%), Requires improvement: 24 (24.0%), Inadequate: 1 (1.0%)
"""
    assert movement(15, 100, 24, 100).size == ""
    assert [f for f in check_text(text) if f.grade in FAULTS]
