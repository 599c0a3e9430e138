"""What an address asks to compare, and what is told to whom it cannot be."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.filled import SHARE

from careplace.web.public.compare.params import MOST, MOST_MEASURES, called, comparison_params
from careplace.web.public.measures.listing import headlines
from careplace.web.public.place.addresses import slugs


@pytest.fixture
def councils(edition):
    return [area for area in slugs(edition).values() if area.kind == "council" and area.stands()]


def test_a_place_is_called_by_its_slug_its_code_or_its_name(edition):
    for slug, area in slugs(edition).items():
        assert called(edition, slug) == area
        assert called(edition, area.code) in (area, None) or area.kind != "council"


def test_a_name_means_the_place_that_bears_it(edition, councils):
    for area in councils:
        assert called(edition, area.name) == area
        assert called(edition, f"  {area.name.upper()} ".strip()) == area


def test_places_keep_their_order_and_stand_once(edition, councils):
    names = [area.name for area in councils[:4]]
    found = comparison_params(edition, [*reversed(names), names[0], ""], [])
    assert [area.name for area in found.places] == names[::-1]
    assert found.wrong == ()


def test_without_measures_the_headlines_are_compared(edition, councils):
    found = comparison_params(edition, [a.code for a in councils[:2]], [])
    assert list(found.subjects) == headlines(edition)
    assert found.keys == ()


def test_too_many_are_told_how_many_may_be(edition, councils):
    many = [area.code for area in councils[: MOST + 1]]
    assert [field for field, _said in comparison_params(edition, many, []).wrong] == ["place-1"]
    keys = [f"{SHARE}:{n}" for n in range(MOST_MEASURES + 1)]
    assert str(MOST_MEASURES) in dict(comparison_params(edition, [], keys).wrong)["measures"]


def test_an_unknown_place_is_told_beside_its_field_with_what_is_like_it(edition, councils):
    name = councils[0].name
    found = comparison_params(edition, [councils[1].name, name[:-1] + "zz"], [])
    (field, said), *_rest = found.wrong
    assert field == "place-2"
    assert "No place is called" in said


def test_an_unknown_measure_is_named(edition):
    assert "'zzz'" in dict(comparison_params(edition, [], [SHARE, "zzz"]).wrong)["measures"]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    places=st.lists(st.text(max_size=20), max_size=12), measures=st.lists(st.text(max_size=20), max_size=30)
)
def test_nothing_that_can_be_asked_fails(edition, places, measures):
    found = comparison_params(edition, places, measures)
    assert len(found.places) <= MOST
    assert all(words for _field, words in found.wrong)
