"""The specification curve: every way to ask, each as if it had been asked alone."""

import numpy as np
import pytest

from careplace.evaluation.differences import difference_in_differences
from careplace.evaluation.panel import Panel
from careplace.evaluation.specifications import curve, nearest_in_level


def panel(effect=2.0, places=90, periods=60, event=40) -> Panel:
    rng = np.random.default_rng(8)
    outcome = rng.normal(size=(places, periods)) * 0.3 + rng.uniform(0, 10, size=(places, 1))
    outcome[0, event:] += effect
    return Panel(tuple(f"place {n}" for n in range(places)), outcome, 0, event)


def test_every_combination_is_there_once_the_lowest_first():
    ways = curve(panel())
    choices = [row.choices for row in ways.specifications]
    # Two methods, 24 or all 40 periods before (48 are not there), 12 or all 20 after, all 89 places or the nearest 44.
    assert len(choices) == len(set(choices)) == 2 * 2 * 2 * 2
    assert list(ways.values) == sorted(ways.values)


def test_a_way_is_what_it_gives_when_it_is_asked_alone():
    data = panel()
    way = next(
        row
        for row in curve(data).specifications
        if row.choices == ("difference in differences", "24 periods before", "12 after", "89 places")
    )
    cut = Panel(data.places, data.outcome[:, 16:52], 0, 24)
    assert way.effect == difference_in_differences(cut)


def test_a_true_effect_is_seen_in_every_way_and_none_in_few():
    clear, none = curve(panel(3.0)), curve(panel(0.0))
    assert clear.same_direction == clear.beyond_chance == 16
    assert none.beyond_chance <= 4


def test_places_nearest_in_level_are_those_of_the_year_before():
    data = panel()
    level = data.outcome[:, 28:40].mean(axis=1)
    slow = sorted(range(1, 90), key=lambda row: abs(level[row] - level[0]))[:44]
    assert list(nearest_in_level(data, 44)) == sorted(slow)


def test_too_few_places_are_not_halved():
    assert {row.choices[-1] for row in curve(panel(places=60)).specifications} == {"59 places"}


@pytest.mark.parametrize(("effect", "direction"), [(3.0, 1), (-3.0, -1)])
def test_the_direction_that_most_have(effect, direction):
    ways = curve(panel(effect))
    assert np.sign(np.median(ways.values)) == direction
    assert ways.same_direction == 16
