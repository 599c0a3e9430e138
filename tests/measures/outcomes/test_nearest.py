"""The published figure next to a released one: of one period here and in England, and compared only by the rule."""

from dataclasses import replace

from tests.measures.test_national import HOME, MINE, PUBLISHED, THEIRS, measure

from careplace.measures.outcomes.nearest import nearest_figure

HERE = replace(THEIRS, place="E08000001", value=0.7)


def near(england=(THEIRS,), own=(HERE,), figure=MINE, kind="council", released=None):
    published = {(f.measure, f.period, f.breakdown): f for f in england}
    return nearest_figure(released or measure(), figure, kind, {PUBLISHED: tuple(own)}, published)


def test_the_figures_of_the_same_period_may_be_compared():
    found = near()
    assert (found.published.id, found.here, found.england, found.why_not) == (PUBLISHED, HERE, THEIRS, "")


def test_where_england_has_no_figure_of_the_period_the_newest_is_shown_and_not_compared():
    older = [replace(THEIRS, period=period) for period in ("2022-23", "2023-24")]
    found = near(older, [replace(HERE, period="2023-24")])
    assert (found.england.period, found.here.period) == ("2023-24", "2023-24")
    assert "different periods" in found.why_not


def test_figures_of_parts_and_without_a_value_are_not_taken():
    found = near([replace(THEIRS, breakdown="age:75"), replace(THEIRS, period="2023-24", value=None)])
    assert found.england is None
    assert found.here == HERE


def test_a_place_whose_kind_nothing_is_published_of_says_so():
    found = near(kind="district")
    assert (found.published, found.england, found.why_not) == (None, None, "no figure is published")
    assert found.differences


def test_a_measure_without_a_published_neighbour_has_none():
    assert near(released=measure("journeys-transitions-number"), figure=replace(MINE, measure=HOME)) is None


def test_nothing_published_is_no_comparison():
    found = near([], [])
    assert (found.here, found.england, found.why_not) == (None, None, "no figure is published")
