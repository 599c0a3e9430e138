"""The flow of people: bands as tall as moves are frequent, withheld moves seen without their size, and no overlap."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.charts.drawn import figure, outcome

from careplace.figures import Status
from careplace.publish.charts import moves
from careplace.publish.charts.lines import LINE

PAIRS = [
    f"{leaves}-to-{enters}"
    for leaves in moves.COLOURS
    for enters in moves.SETTINGS
    if enters != leaves and leaves != "died"
]


def moving(numbers, unit="moves"):
    """An outcome of {pair of settings: number, None where withheld}."""
    parts = tuple(
        figure(
            number,
            breakdown=f"{moves.KIND}:{pair}",
            status=Status.SUPPRESSED if number is None else Status.FINAL,
        )
        for pair, number in numbers.items()
    )
    return outcome([figure(100.0)], unit=unit, parts={moves.KIND: parts})


NUMBERS = st.dictionaries(
    st.sampled_from(PAIRS), st.one_of(st.none(), st.integers(0, 4000).map(lambda n: 5.0 * n)), max_size=36
)
DRAWABLE = NUMBERS.filter(lambda numbers: sum(bool(n) for n in numbers.values()) > 1)


@given(DRAWABLE)
def test_bands_are_shares_of_the_moves_and_a_withheld_one_has_no_size(numbers):
    drawn = moves.moves(moving(numbers))
    total = sum(n for n in numbers.values() if n)
    for move in drawn.moves:
        expected = 0.0 if move.withheld else moves.TALL * move.figure.value / total
        assert move.tall == pytest.approx(expected)
    assert {m.figure.breakdown.partition(":")[2] for m in drawn.moves} == {
        pair for pair, number in numbers.items() if number != 0
    }


@given(DRAWABLE)
def test_bands_fill_the_boxes_of_both_sides_without_overlap(numbers):
    drawn = moves.moves(moving(numbers))
    for nodes, setting, at in ((drawn.left, "leaves", "top"), (drawn.right, "enters", "end")):
        for node in nodes:
            here = sorted(
                (getattr(m, at), m.room) for m in drawn.moves if getattr(m, setting) == node.setting
            )
            assert here[0][0] == pytest.approx(node.top)
            for (start, room), (after, _room) in pairwise(here):
                assert start + room == pytest.approx(after)
            assert sum(room for _start, room in here) == pytest.approx(node.tall)


@given(DRAWABLE)
def test_neither_boxes_nor_their_names_overlap_and_all_lie_within_the_chart(numbers):
    drawn = moves.moves(moving(numbers))
    for nodes in (drawn.left, drawn.right):
        for before, after in pairwise(nodes):
            assert before.top + before.tall < after.top
            assert before.label_y + LINE * (len(before.label) - 1) < after.label_y
        last = nodes[-1]
        assert last.top + last.tall <= drawn.height
        assert last.label_y + LINE * (len(last.label) - 1) <= drawn.height


def test_boxes_are_in_the_order_of_the_settings_and_nobody_leaves_death():
    drawn = moves.moves(moving({"hospital-to-died": 10.0, "home-to-hospital": 20.0, "home-to-a-and-e": 5.0}))
    assert [node.setting for node in drawn.left] == ["home", "hospital"]
    assert [node.setting for node in drawn.right] == ["a-and-e", "hospital", "died"]
    assert drawn.moves[0].words == "home to A&E"


@pytest.mark.parametrize(
    "numbers",
    [
        {},
        {"home-to-hospital": 5.0},
        {"home-to-hospital": None, "hospital-to-home": None},
        {"home-to-hospital": 0.0, "hospital-to-home": 5.0},
        {"moon-to-home": 5.0, "home-to-moon": 5.0, "unknown": 5.0},
    ],
)
def test_nothing_is_drawn_of_fewer_than_two_moves_with_a_number(numbers):
    assert moves.moves(moving(numbers)) is None


@pytest.mark.parametrize(
    ("numbers", "says"),
    [
        (
            {"home-to-a-and-e": 50.0, "a-and-e-to-home": 40.0, "hospital-to-home": 5.0},
            "The most frequent moves: home to A&E and A&E to home",
        ),
        ({"home-to-a-and-e": 50.0, "a-and-e-to-home": 5.0}, "The most frequent moves: home to A&E"),
        (
            {"home-to-a-and-e": 50.0, "a-and-e-to-home": 5.0, "home-to-died": None},
            "Of the moves with a number, the most frequent: home to A&E",
        ),
        # As frequent as each other, to the nearest 5: none is named before the other.
        ({"home-to-a-and-e": 5.0, "a-and-e-to-home": 5.0, "home-to-hospital": 5.0}, "Still at home"),
    ],
)
def test_the_headline_names_what_is_surely_most_frequent(numbers, says):
    made = moving(numbers)
    assert moves.headline(made, moves.moves(made)) == says


def test_days_are_no_sizes_of_bands():
    days = moving({"home-to-hospital": 7.0, "hospital-to-home": 9.0}, unit="days")
    assert moves.moves(days) is None


def test_days_before_a_move_are_of_the_same_period_and_measure():
    counted = moving({"home-to-hospital": 50.0, "hospital-to-home": 40.0})
    counted.measure.id = "journeys-transitions-number"
    median, other = moving({"home-to-hospital": 7.0}), moving({"home-to-hospital": 9.0})
    median.measure.id, other.measure.id = "journeys-transitions", "journeys-length-of-stay"
    [(words, days)] = moves.durations(counted, [counted, other, median])
    assert (words, [figure.value for figure in days.values()]) == ("Typical days before it (median)", [7.0])
    assert moves.durations(counted, [counted, other]) == []
