"""Where the marks of a chart stand."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.fictional import PLACE, points, report, share

from careplace.figures import Figure
from careplace.publish import Content, charts
from careplace.ratings.scale import LEVELS


@pytest.fixture(scope="module")
def content():
    return Content(report())


@pytest.fixture(scope="module")
def care(content):
    return content.sectors[0]


def of_four(counts):
    return [share("rating-share", f"s/{n}", count, sum(counts)) for n, count in enumerate(counts)]


@given(st.lists(st.integers(0, 400), min_size=4, max_size=4).filter(any))
def test_segments_fill_the_bar_without_gap_or_overlap(counts):
    parts = charts.bar("x", "X", of_four(counts)).segments
    assert [part.level for part in parts] == list(LEVELS)
    assert parts[0].x == 0
    for before, after in pairwise(parts):
        assert after.x == pytest.approx(before.x + before.width, abs=0.002)
    assert parts[-1].x + parts[-1].width == pytest.approx(100, abs=0.01)


def test_a_letter_stands_only_where_it_fits():
    parts = charts.bar("x", "X", of_four([4, 70, 20, 6])).segments
    assert [part.label for part in parts] == ["", "G", "RI", ""]
    assert [part.numbered for part in parts] == [False, True, False, False]


def test_bars_of_few_locations_are_not_drawn():
    assert not charts.enough(of_four([1, 2, 3, 3]))
    assert charts.enough(of_four([1, 2, 3, 4]))
    assert not charts.enough([])


def test_mix_has_the_place_its_beds_and_every_comparator_that_is_covered(content, care):
    rows = charts.mix_bars(care, content.here, content.comparators)
    assert [row.label for row in rows] == [
        "Marrowdale, by locations",
        "Marrowdale, by beds",
        "Albion",
        "Northmarch",
    ]


def test_every_bar_is_of_the_place_that_its_label_names(content, care):
    rows = charts.mix_bars(care, content.here, content.comparators)
    assert [{part.figure.place for part in row.segments} | {row.place} for row in rows] == [
        *({PLACE["code"]}, {PLACE["code"]}, {"X92000001"}, {"X12000001"})
    ]
    assert "/beds/" in rows[1].segments[0].figure.breakdown
    _axis, dots = charts.comparison_dots(care, content.here, content.comparators)
    assert (
        [dot.place for dot in dots]
        == [dot.figure.place for dot in dots]
        == [PLACE["code"], "X92000001", "X12000001"]
    )


def test_no_bars_for_a_place_with_few(content):
    hospitals = next(sector for sector in content.sectors if sector.key == "hospitals")
    assert charts.mix_bars(hospitals, content.here, content.comparators) == []
    assert charts.question_bars(hospitals, content.code) == []


def interval(low, value, high):
    return Figure("rating-share", "X", "2021-02-01", "s", value, lower95=low, upper95=high)


@given(st.lists(st.tuples(*[st.floats(0, 1)] * 3).map(sorted), min_size=1, max_size=6))
def test_every_interval_lies_on_the_axis(shares):
    axis, rows = charts.dots([(str(n), str(n), interval(*three)) for n, three in enumerate(shares)])
    assert len(rows) == len(shares)
    assert 0 <= axis.start < axis.end <= 1
    for row in rows:
        assert -0.001 <= row.lower <= row.x <= row.upper <= 100.001
    assert 2 <= len(axis.ticks) <= 7
    assert all(0 <= x <= 100.001 for x, _words in axis.ticks)


def test_a_share_without_an_interval_has_no_dot():
    _axis, rows = charts.dots([("a", "A", interval(None, 0.5, None)), ("b", "B", None)])
    assert rows == []


def test_ticks_say_where_they_stand():
    axis = charts.Axis(0.7, 0.9)
    assert axis.ticks == [(0.0, "70%"), (50.0, "80%"), (100.0, "90%")]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([5, 109, 29, 2], "Most rated locations are rated Good"),
        ([40, 30, 20, 10], "No level holds most rated locations; the largest part is rated Outstanding"),
    ],
)
def test_headline_of_a_mix(counts, words):
    assert charts.mix_headline(of_four(counts), "rated locations") == words


WHERE = "adult-social-care/overall/locations/good-or-outstanding/against:"


@pytest.mark.parametrize(
    ("england", "region", "words"),
    [
        (
            -5.0,
            5.0,
            "The share rated Good or Outstanding is higher than in Northmarch and lower than in Albion",
        ),
        (5.0, 5.0, "The share rated Good or Outstanding is higher than in Albion and Northmarch"),
        (0.5, -0.5, "No clear difference from a comparator"),
    ],
)
def test_headline_of_a_comparison(england, region, words):
    data = report()
    figures = (
        points("difference", f"{WHERE}X92000001", england, 2.0),
        points("difference", f"{WHERE}X12000001", region, 2.0),
        points("difference", f"{WHERE}X47000007", 50.0, 2.0),
    )
    content = Content(replace(data, sectors=[replace(data.sectors[0], figures=figures)]))
    assert charts.comparison_headline(content.sectors[0], content.comparators) == words


def test_the_place_itself_is_marked(content, care):
    _axis, rows = charts.comparison_dots(care, content.here, content.comparators)
    assert [(row.label, row.own) for row in rows] == [
        ("Marrowdale", True),
        ("Albion", False),
        ("Northmarch", False),
    ]
    assert rows[0].figure.place == PLACE["code"]
