"""Control charts: lines of each group, and points that say what they mean by shape and words."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.charts.drawn import figure, outcome

from careplace.publish.charts import control


def months(values, first=0):
    return [figure(v, f"{2020 + (first + n) // 12}-{(first + n) % 12 + 1:02d}") for n, v in enumerate(values)]


def charted(groups, lines, causes=None, polarity="low", variation="common cause", **more):
    """An Outcome whose control chart has these groups of values, each with its (mean, lower, upper)."""
    points, edges = [], []
    for values in groups:
        edges.append((len(points), len(points) + len(values)))
        points += months(values, len(points))
    causes = {points[n].id: rule for n, rule in (causes or {}).items()}
    mean, lower, upper = ([figure(line[n]) for line in lines] for n in range(3))
    chart = SimpleNamespace(
        points=tuple(points), groups=tuple(edges), mean=mean, lower=lower, upper=upper, causes=causes,
        variation=variation, reason="",
        restarts=tuple((points[first].period, "the level changed") for first, _past in edges[1:]),
    )  # fmt: skip
    return outcome(points, kind="month", polarity=polarity, unit="days", control=chart, **more)


FLAT = (10.0, 8.0, 12.0)


def test_each_group_has_its_own_lines():
    drawn = control.control(charted([[9, 10, 11] * 4, [20, 21, 19] * 4], [FLAT, (20.0, 17.0, 23.0)]))
    first, second = drawn.groups
    assert first.x2 < second.x1
    assert first.mean == drawn.scale.at(10.0)
    assert (second.upper, second.lower) == (drawn.scale.at(23.0), drawn.scale.at(17.0))


def test_where_groups_meet_the_chart_says_when_and_why():
    drawn = control.control(charted([[9, 10, 11] * 4, [20, 21, 19] * 4], [FLAT, (20.0, 17.0, 23.0)]))
    first, second = drawn.groups
    assert first.x2 < drawn.edges[0] < second.x1
    assert drawn.restarts == ((second.points[0].figure.period, "the level changed"),)


def test_a_group_without_limits_is_drawn_without_lines():
    drawn = control.control(charted([[9, 10, 11] * 4, [20, 21]], [FLAT, (None, None, None)]))
    assert (drawn.groups[1].mean, len(drawn.groups[1].points)) == (None, 2)
    assert drawn.limited


def test_no_chart_without_any_limits_or_any_chart():
    assert control.control(charted([[9, 10]], [(None, None, None)])) is None
    assert control.control(outcome(months([1, 2, 3]), kind="month")) is None


@pytest.mark.parametrize(
    ("value", "polarity", "kind"),
    [
        (14.0, "low", "worse"),
        (14.0, "high", "better"),
        (6.0, "low", "better"),
        (6.0, "high", "worse"),
        (14.0, "none", "higher"),
        (6.0, "none", "lower"),
    ],
)
def test_a_special_point_is_told_by_its_side_and_the_direction_of_the_measure(value, polarity, kind):
    drawn = control.control(charted([[10, 10, value]], [FLAT], {2: "outside the limits"}, polarity=polarity))
    [point] = drawn.special
    assert (point.kind, point.rule) == (kind, "outside the limits")
    assert drawn.kinds == ["common", kind]


def test_a_run_one_way_is_told_by_the_way_it_goes_and_not_by_its_side():
    drawn = control.control(charted([[6, 7, 8]], [FLAT], {2: control.RISING}))
    assert drawn.special[0].kind == "worse"


def test_every_kind_has_a_shape_of_its_own_and_words():
    assert len({sign.shape for sign in control.SIGNS.values()}) == len(control.SIGNS)
    assert set(control.WORDS) == set(control.SIGNS)


def test_the_target_lies_on_the_axis():
    drawn = control.control(charted([[9, 10, 11]], [FLAT], target=SimpleNamespace(value=30.0, words="t")))
    assert drawn.target[0] == drawn.scale.at(30.0)
    assert drawn.scale.end >= 30


@given(st.lists(st.floats(0, 1e5), min_size=2, max_size=60))
def test_every_point_lies_within_the_chart(values):
    drawn = control.control(charted([values], [(values[0], min(values), max(values))]))
    for point in drawn.groups[0].points:
        assert 0 <= point.x <= 100
        assert control.TOP <= point.y <= control.BOTTOM


@pytest.mark.parametrize(
    ("variation", "words"),
    [
        ("improvement", "differs from those before by more than expected by chance, and is better"),
        ("special cause, low", "is lower than those before by more than expected by chance"),
        ("common cause", "is not clearly different from those before"),
        ("cannot tell", "has no limits to be read by"),
    ],
)
def test_headline(variation, words):
    one = charted([[9, 10]], [FLAT], variation=variation)
    assert control.headline(one) == f"Still at home: the newest month {words}"


def test_no_line_is_drawn_across_a_month_without_a_value():
    points = [*months([9, 10, 11] * 4), *months([10, 9], 13)]
    chart = SimpleNamespace(
        points=tuple(points), groups=((0, 14),), mean=[figure(10.0)], lower=[figure(8.0)], upper=[figure(12.0)],
        causes={}, variation="common cause", reason="", restarts=(),
    )  # fmt: skip
    drawn = control.control(outcome(points, kind="month", unit="days", control=chart))
    assert [p.follows for p in drawn.groups[0].points] == [False, *[True] * 11, False, True]
    assert drawn.gaps
    assert not control.control(charted([[9, 10, 11] * 4], [FLAT])).gaps
