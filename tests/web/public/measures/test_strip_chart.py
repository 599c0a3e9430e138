"""The strip of dots: every council once, where its value lies."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from tests.web.filled import RATE, SHARE, YEARS

from careplace.web.public.measures.council_figures import council_figures
from careplace.web.public.measures.strip_chart import COLUMNS, LEFT, RIGHT, TALLEST, stacked, strip
from careplace.web.public.measures.subjects import subject

WIDTH = (RIGHT - LEFT) / COLUMNS


@given(st.lists(st.floats(LEFT, RIGHT), max_size=200))
def test_dots_stand_in_the_column_of_their_value_and_never_on_one_another(places):
    found = stacked(places)
    assert len(set(found)) == len(found) == len(places)
    assert all(abs(x - place) <= WIDTH / 2 + 0.02 for place, (x, _n) in zip(places, found, strict=True))
    heights = Counter(x for x, _n in found)
    assert all(n < heights[x] for x, n in found)


def test_a_strip_holds_every_council_that_has_a_value(edition):
    for id in (SHARE, RATE):
        found = council_figures(edition, subject(edition, id), YEARS[-1])
        drawn = strip(found)
        assert [dot.row for dot in drawn.dots] == list(found.with_value)
        assert all(0 <= dot.y <= drawn.base <= TALLEST + 40 for dot in drawn.dots)
        assert drawn.england == drawn.scale.at(found.england.value)


def test_a_nations_count_does_not_push_councils_to_the_edge(edition):
    found = council_figures(edition, subject(edition, "locations"), subject(edition, "locations").newest)
    drawn = strip(found)
    assert drawn.england is None
    assert drawn.scale.end < found.england.value


def test_one_council_makes_no_spread(edition):
    found = council_figures(edition, subject(edition, SHARE), YEARS[-1])
    alone = type(found)(found.subject, found.period, found.nation, found.england, found.with_value[:1], None)
    assert strip(alone) is None
