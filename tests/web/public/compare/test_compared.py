"""Places side by side, against the formulas written out."""

import pytest
from tests.web.filled import RATE, SCORE, SHARE, YEARS

from careplace.web.public.compare.comparison import compared
from careplace.web.public.measures.subjects import subject
from careplace.web.public.place.addresses import slugs


@pytest.fixture
def areas(edition):
    return tuple(
        a for a in slugs(edition).values() if a.kind in ("council", "nation", "region") and a.stands()
    )


def side_by_side(edition, areas, id, breakdown=""):
    (found,) = compared(edition, areas, (subject(edition, id, breakdown),))
    return found


@pytest.mark.parametrize("id", [SHARE, SCORE, RATE])
def test_each_place_less_the_first_by_mover(edition, areas, id):
    one = side_by_side(edition, areas[3:], id)
    first, scale = one.sides[0].figure, 100 if id == SHARE else 1
    assert one.period == YEARS[-1]
    for side in one.sides[1:]:
        if side.has_value:
            f, d = side.figure, side.difference
            low = (
                f.value
                - first.value
                - ((f.value - f.lower95) ** 2 + (first.upper95 - first.value) ** 2) ** 0.5
            )
            assert d.value == pytest.approx(scale * (f.value - first.value))
            assert d.lower95 == pytest.approx(scale * low)
            assert (d.reason == "no clear difference") == (d.lower95 <= 0 <= d.upper95)


def test_places_stand_as_asked(edition, areas):
    for order in (areas, areas[::-1]):
        assert [side.area for side in side_by_side(edition, order, SCORE).sides] == list(order)


def test_a_region_of_which_nothing_is_published_says_why(edition, areas):
    regions = [a for a in areas if a.kind == "region"]
    one = side_by_side(edition, (areas[0], *regions), SCORE)
    for side in one.sides[1:]:
        assert side.has_value or "published" in side.why


def test_every_dot_lies_on_the_axis(edition, areas):
    for id in (SHARE, SCORE, RATE):
        one = side_by_side(edition, areas[:8], id)
        for side, y in one.on_chart:
            f = side.figure
            assert one.scale.start <= f.lower95 <= f.value <= f.upper95 <= one.scale.end
            assert 0 <= y < one.base


def test_a_place_against_itself_is_not_compared(edition, areas):
    one = side_by_side(edition, (areas[0], areas[0]), SCORE)
    assert one.sides[1].difference.value is None


def test_a_first_place_without_a_figure_leaves_no_difference(edition, areas):
    councils = [a for a in areas if a.kind == "council"]
    without = min(councils, key=lambda a: a.code)
    one = side_by_side(edition, (without, *(c for c in councils[:3] if c != without)), SHARE)
    assert not one.sides[0].has_value
    assert "suppressed" in one.sides[0].why
    assert all(side.difference is None for side in one.sides)


def test_registers_are_compared_like_outcomes(edition, areas):
    regions = [a for a in areas if a.kind in ("region", "nation")]
    one = side_by_side(edition, tuple(regions), "rating-share")
    assert all(side.has_value for side in one.sides)
    assert {side.difference.method.split(",")[0] for side in one.sides[1:]} == {"Newcombe"}


def test_an_axis_says_of_intervals_only_where_there_are_any(edition, areas):
    assert side_by_side(edition, areas[2:5], SHARE).limited
    assert not side_by_side(edition, areas[2:5], "rating-age-median").limited
