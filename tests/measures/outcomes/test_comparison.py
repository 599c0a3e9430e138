"""A place less a group: the limits against the formulas written out, and what may be said of them."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.outcomes.fictional_outcomes import ENGLAND, MEASURES, NORTH, point
from tests.measures.providers.oracle import newcombe

from careplace.figures import Status, Verdict
from careplace.measures.outcomes.comparison import INSIDE, Pair, differences
from careplace.measures.verdicts import side, verdict

HELPED = MEASURES["helped"]


def share(place, hits, out_of, **more):
    return replace(point("helped", place, "2024-25", numerator=hits, denominator=out_of), **more)


def beside(mine, theirs, measure=HELPED, **more):
    (found,) = differences([Pair(measure, mine, theirs, **{"inside": False} | more)])
    return found


counted = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counted, counted)
def test_two_shares_have_newcombes_limits_in_points(mine, theirs):
    found = beside(share("Y01", *mine), share("Y02", *theirs))
    assert (found.unit, found.method) == ("points", "Newcombe")
    assert found.value == pytest.approx(100 * (mine[0] / mine[1] - theirs[0] / theirs[1]))
    assert (found.lower95, found.upper95) == pytest.approx(
        tuple(100 * x for x in newcombe(*mine, *theirs)), abs=1e-9
    )
    assert found.lower998 <= found.lower95 <= found.upper95 <= found.upper998


@given(counted, counted)
def test_the_other_way_round_is_the_same_with_the_other_sign(mine, theirs):
    one, other = (
        beside(share("A", *mine), share("B", *theirs)),
        beside(share("B", *theirs), share("A", *mine)),
    )
    assert (other.value, other.lower95, other.upper95) == pytest.approx(
        (-one.value, -one.upper95, -one.lower95)
    )
    opposite = {"better": "worse", "worse": "better", Verdict.NO_DIFFERENCE: Verdict.NO_DIFFERENCE}
    assert other.reason == opposite[one.reason]


@given(st.floats(-100, 100), st.floats(0, 100), st.sampled_from(["high", "low", "none"]))
def test_a_difference_is_called_only_where_zero_is_outside(lower, width, polarity):
    said = verdict(lower, lower + width, polarity)
    assert (said == Verdict.NO_DIFFERENCE) == (lower <= 0 <= lower + width)
    assert (said in ("better", "worse")) <= (polarity != "none")
    if said in ("better", "higher"):
        assert (lower > 0) == (polarity != "low")


@given(counted, counted)
def test_the_side_of_a_difference_is_that_of_its_words(mine, theirs):
    found = beside(share("Y01", *mine), share("Y02", *theirs))
    way = side(found)
    assert (way == 0) == (found.verdict == Verdict.NO_DIFFERENCE)
    assert found.reason == found.verdict
    assert (way > 0) == (found.lower95 > 0)
    assert (abs(way) == 2) == (not found.lower998 <= 0 <= found.upper998)


def test_nothing_is_said_of_a_difference_without_limits():
    found = beside(share("Y01", 5, 10), share("Y02", 50, 100))
    assert side(None) is None
    assert side(replace(found, lower95=None)) is None
    assert side(replace(found, value=1.0, lower95=0.5, lower998=None)) == 1


def test_limits_of_scores_come_from_both_margins():
    mine, theirs = (
        point("content", "Y01", "2024-25", value=19, margin=0.3),
        point("content", "Y02", "2024-25", value=18, margin=0.4),
    )
    found = beside(mine, theirs, MEASURES["content"])
    assert (found.value, found.unit, found.method, found.reason) == (1, "score", "MOVER", "better")
    assert (found.lower95, found.upper95) == pytest.approx((0.5, 1.5))
    assert found.upper998 == pytest.approx(1 + math.hypot(0.3, 0.4) * 3.090232306167813 / 1.959963984540054)


def test_many_at_once_are_as_each_alone():
    pairs = [
        Pair(HELPED, share("A", n, 100), share("B", 100 - n, 150), inside=n % 2 == 0) for n in range(1, 100)
    ]
    assert differences(pairs) == [differences([pair])[0] for pair in pairs]
    assert differences([]) == []


CANNOT = {
    "the comparator is the place itself": {"same": True},
    "under 5": {"theirs": {"value": None, "status": Status.SUPPRESSED, "reason": "under 5"}},
    "the group's figure is suppressed": {"theirs": {"value": None, "status": Status.SUPPRESSED}},
    "the place's figure is marked as not comparable (flooded)": {
        "mine": {"status": Status.NOT_COMPARABLE, "reason": "flooded"}
    },
    "the group's figure is counted by another definition": {"theirs": {"version": "new"}},
}


@pytest.mark.parametrize("why", CANNOT)
def test_what_cannot_be_compared_says_why_and_has_no_value(why):
    case = CANNOT[why]
    mine, theirs = share("A", 5, 10, **case.get("mine", {})), share("B", 5, 10, **case.get("theirs", {}))
    found = beside(mine, theirs, same=case.get("same", False))
    assert (found.value, found.status, found.reason) == (None, Status.MISSING, f"cannot tell: {why}")
    assert (found.verdict, found.label) == (Verdict.UNKNOWN, why)


def test_without_an_interval_the_difference_is_shown_and_nothing_is_called():
    mine, theirs = (
        point("turnover", "Y01", "2024-25", value=0.3),
        point("turnover", "Y02", "2024-25", value=0.2),
    )
    found = beside(mine, theirs, MEASURES["turnover"])
    assert (found.value, found.lower95) == (pytest.approx(10), None)
    assert found.reason == "cannot tell: the place's figure has no interval"


def test_counts_of_places_of_different_size_are_not_compared(told):
    asked = told().measure("asked")
    assert asked.groups[0].figure.value == sum(f.value for f in asked.everyone)
    assert (
        asked.groups[0].difference.reason
        == "cannot tell: counts of places of different size are not compared"
    )
    assert (asked.quartiles, asked.worst) == (None, None)


def test_a_place_inside_its_group_is_held_against_the_group_cautiously(told):
    england, north, other = told(against=["england", "north", "Other=Y07,Y08"]).measure("admitted").groups
    assert england.difference.method == north.difference.method == "MOVER" + INSIDE
    assert other.difference.method == "MOVER"
    assert (
        told(NORTH, against=["north"])
        .measure("content")
        .groups[0]
        .difference.reason.endswith("the place itself")
    )
    assert (
        told(against=["Self=Y01"]).measure("content").groups[0].difference.reason.endswith("the place itself")
    )
    assert england.difference.id == f"outcome-difference/Y01/2024-25/admitted/all/against:{ENGLAND}"
