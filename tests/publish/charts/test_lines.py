"""Trend lines: one line a definition, limits with it, names apart."""

from datetime import date
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.charts.drawn import ALBION, HERE, NORTHMARCH, difference, figure, outcome

from careplace.figures import Verdict
from careplace.publish.charts import lines

OLD = [figure(v, f"20{y}-{y + 1}", half=0.02) for y, v in ((16, 0.8), (17, 0.81), (18, 0.79))]
NEW = [figure(v, f"20{y}-{y + 1}", half=0.02, version="2023-24") for y, v in ((23, 0.7), (24, 0.72))]


def chart(*segments, figures=(), **more):
    groups = [ALBION, NORTHMARCH]
    return lines.trend(outcome(*segments, **more), HERE, groups, {f.id: f for f in figures})


def test_a_break_parts_the_line_and_names_the_new_definition():
    drawn = chart(OLD, NEW)
    assert [len(run.points) for run in drawn.own.runs] == [3, 2]
    [cut] = drawn.breaks
    assert (cut.period, cut.version) == ("2023-24", "2023-24")
    assert drawn.own.runs[0].points[-1].x < cut.x < drawn.own.runs[1].points[0].x


def test_a_break_under_one_definition_says_why():
    why = SimpleNamespace(on=date(2020, 3, 1), why="the survey was not held")
    later = [figure(0.7, "2021-22"), figure(0.71, "2022-23")]
    [cut] = chart(OLD, later, breaks=(why,)).breaks
    assert (cut.version, cut.why) == ("", "the survey was not held")


def test_a_break_at_a_change_of_recording_says_so():
    step = SimpleNamespace(recording=True, period="2021-22", why="the level changed suddenly")
    later = [figure(0.7, "2021-22"), figure(0.71, "2022-23")]
    [cut] = chart(OLD, later, steps=(step,)).breaks
    assert (cut.version, cut.why) == ("", "the level changed suddenly")


def test_comparators_have_the_history_that_the_figures_hold():
    history = [figure(f.value - 0.1, f.period, ALBION.key) for f in OLD]
    newest = figure(0.69, OLD[-1].period, NORTHMARCH.key)
    drawn = chart(OLD, figures=history, groups=[(NORTHMARCH.key, newest, None)])
    assert [(line.name, len(line.runs[0].points)) for line in drawn.lines] == [
        ("Marrowdale", 3),
        ("Albion", 3),
        ("Northmarch", 1),
    ]
    assert len({(line.sign.shape, line.sign.dash) for line in drawn.lines}) == 3


def test_a_comparator_of_another_definition_is_not_drawn_beside():
    other = [figure(0.5, f.period, ALBION.key, version="2023-24") for f in OLD]
    assert [line.name for line in chart(OLD, figures=other).lines] == ["Marrowdale"]


def test_the_table_of_lines_has_each_comparator_at_each_period_and_none_without_a_past():
    history = [figure(f.value - 0.1, f.period, ALBION.key) for f in OLD[1:]]
    told = chart(OLD, figures=history).told
    assert [[f and f.value for f in others] for _own, others in told] == [
        [None],
        [pytest.approx(0.71)],
        [pytest.approx(0.69)],
    ]
    newest = figure(0.69, OLD[-1].period, ALBION.key)
    assert chart(OLD, groups=[(ALBION.key, newest, None)]).told == []


def test_no_chart_of_a_single_value():
    assert chart(OLD[:1]) is None
    assert chart() is None


def test_a_point_without_a_value_is_not_drawn():
    drawn = chart([OLD[0], figure(None, "2017-18"), OLD[2]])
    assert [p.figure.period for p in drawn.own.runs[0].points] == ["2016-17", "2018-19"]


VALUES = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 0.2)), min_size=2, max_size=12)


@given(VALUES, st.booleans())
def test_positions_against_a_slow_rule(values, limited):
    made = [figure(v, f"20{10 + n}-{11 + n}", half=h if limited else None) for n, (v, h) in enumerate(values)]
    drawn = chart(made)
    scale = drawn.scale
    for point in drawn.own.runs[0].points:
        part = (point.figure.value - scale.start) / (scale.end - scale.start)
        assert point.y == pytest.approx(lines.BOTTOM - part * (lines.BOTTOM - lines.TOP), abs=0.01)
        assert 0 <= point.x <= 100
        assert lines.TOP <= point.y <= lines.BOTTOM
        if point.limits:
            assert point.limits[1] <= point.y <= point.limits[0]
    assert bool(drawn.own.runs[0].ribbon) == limited
    assert "nan" not in drawn.own.runs[0].ribbon.lower()


@given(
    st.lists(st.tuples(st.floats(0, 300), st.integers(1, 3)), min_size=1, max_size=6),
)
def test_names_beside_the_ends_never_overlap(ends):
    wanted, heights = [y for y, _n in ends], [lines.LINE * n for _y, n in ends]
    tops = lines.spread(wanted, heights, 10.0, 228.0)
    boxes = sorted(zip(tops, heights, strict=True))
    for (top, height), (after, _h) in pairwise(boxes):
        assert top + height <= after + 1e-6
    assert boxes[0][0] >= 10.0 - 1e-6


@given(st.text("abc def", min_size=1, max_size=60))
def test_wrapping_loses_no_word(text):
    made = lines.wrapped(text, 12)
    assert " ".join(made).split() == text.split()
    assert all(len(line) <= 12 or " " not in line for line in made)


@pytest.mark.parametrize(
    ("verdict", "slope", "polarity", "words"),
    [
        (Verdict.BETTER, 0.1, "high", "Still at home: rising, which is better"),
        (Verdict.WORSE, 0.1, "low", "Still at home: rising, which is worse"),
        (Verdict.LOWER, -0.1, "none", "Still at home: falling"),
        (Verdict.NO_DIFFERENCE, 0.1, "high", "Still at home: no clear change over the last years"),
        (Verdict.UNKNOWN, None, "high", "Still at home: over time"),
    ],
)
def test_headline(verdict, slope, polarity, words):
    found = SimpleNamespace(verdict=verdict, value=slope)
    assert lines.headline(outcome(OLD, polarity=polarity, trend=found)) == words


@pytest.mark.parametrize(
    ("value", "polarity", "words"),
    [
        (0.1, "high", "better than Albion"),
        (-0.1, "high", "worse than Albion"),
        (0.1, "none", "higher than Albion"),
        (-0.1, "none", "lower than Albion"),
        (0.01, "high", "no clear difference from Albion"),
        (None, "high", "cannot be compared with Albion"),
    ],
)
def test_without_a_direction_the_headline_says_where_the_newest_value_lies(value, polarity, words):
    apart = difference(value, 0.05) if value is not None else None
    one = outcome(OLD, polarity=polarity, groups=[(ALBION.key, figure(0.5), apart)])
    assert lines.headline(one, ALBION) == f"Still at home: {words}"
    rising = outcome(OLD, trend=SimpleNamespace(verdict=Verdict.BETTER, value=0.1))
    assert lines.headline(rising, ALBION) == "Still at home: rising, which is better"
