"""The chart of a person's path: the most frequent moves of each setting on one scale, and nothing of what is withheld."""

from itertools import pairwise

import pytest
from hypothesis import given
from tests.publish.charts.test_moves import DRAWABLE, moving

from careplace.publish.charts import path


@given(DRAWABLE)
def test_bars_are_on_one_scale_and_are_the_most_frequent_of_their_setting(numbers):
    chart = path.path(moving(numbers))
    if chart is None:
        assert not any(numbers.get(pair) for pair in numbers if pair.split("-to-")[0] in path.WAY)
        return
    longest = max(n for pair, n in numbers.items() if n and pair.split("-to-")[0] in path.WAY)
    for stop in chart.stops:
        own = {pair: n for pair, n in numbers.items() if pair.startswith(f"{stop.setting}-to-")}
        drawn = [bar.move.figure.number for bar in stop.bars]
        others = [n for n in own.values() if n]
        assert drawn == sorted(others, reverse=True)[: len(drawn)]
        assert all(
            bar.width == pytest.approx(100 * bar.move.figure.number / longest, abs=0.01) for bar in stop.bars
        )
        assert {move.figure.value for move in stop.withheld} <= {None}
        assert len(stop.withheld) == sum(n is None for n in own.values())


@given(DRAWABLE)
def test_names_and_bars_are_below_each_other_and_inside_the_chart(numbers):
    chart = path.path(moving(numbers))
    if chart is None:
        return
    tops = [y for stop in chart.stops for y in (stop.y, *(bar.y for bar in stop.bars))]
    assert all(below - above >= path.HEADING for above, below in pairwise(tops))
    assert tops[-1] + path.BAR <= chart.height


def test_settings_are_in_the_order_of_the_way_and_others_are_left_to_the_table():
    numbers = {"hospital-to-home": 20.0, "home-to-hospital": 30.0, "care-home-to-hospital": 90.0}
    chart = path.path(moving(numbers))
    assert [stop.name for stop in chart.stops] == ["home", "hospital"]
    assert [bar.width for stop in chart.stops for bar in stop.bars] == [100.0, 66.67]


def test_of_moves_alike_all_are_drawn_or_none():
    alike = dict.fromkeys(("home-to-died", "home-to-hospital", "home-to-care-home"), 5.0)
    [stop] = path.path(moving({"home-to-a-and-e": 50.0, **alike})).stops
    assert [bar.to for bar in stop.bars] == ["A&E"]
    [stop] = path.path(moving({"home-to-a-and-e": 5.0, **alike})).stops
    assert len(stop.bars) == 4


@pytest.mark.parametrize(
    ("numbers", "says"),
    [
        (
            {"hospital-to-home": 50.0, "hospital-to-died": 10.0},
            "People went most often from hospital to home",
        ),
        (
            {"hospital-to-home": 50.0, "hospital-to-died": None, "home-to-hospital": 60.0},
            "Of the moves with a number, people went most often from hospital to home",
        ),
        ({"hospital-to-home": 50.0, "hospital-to-died": 50.0}, "Where people went next from hospital"),
        ({"home-to-a-and-e": 50.0, "a-and-e-to-home": 40.0}, "People went most often from home to A&E"),
    ],
)
def test_the_headline_names_what_is_surely_most_frequent(numbers, says):
    assert path.headline(path.path(moving(numbers))) == says


@pytest.mark.parametrize(
    "numbers", [{}, {"home-to-hospital": None}, {"care-home-to-died": 5.0, "care-home-to-hospital": 5.0}]
)
def test_without_a_number_on_the_way_nothing_is_drawn(numbers):
    assert path.path(moving(numbers)) is None
