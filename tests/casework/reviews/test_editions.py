"""Figures of the edition that a review keeps, also when another one is current, and when it is gone."""

import pytest
from tests.casework.people import PLACE

from careplace.casework import edition_reader
from careplace.casework.edition_reader import NoEdition
from careplace.casework.reviews import editions
from careplace.casework.reviews.context_pack import FILES, contents, page_of
from careplace.editions.home import Home


@pytest.fixture
def home(demo_home):
    yield demo_home
    edition_reader.forget()


def a_place(home) -> str:
    rows = edition_reader.rows(home, "careplace.casework.assurance", "demonstration_services.sql", {})
    return rows[0]["council"]


def test_a_search_finds_figures_of_the_place_with_the_title_of_their_measure(home):
    id, place = Home(home).current(), a_place(home)
    rows = editions.search(home, id, place, "LOCATIONS")
    assert rows
    assert {row.figure.place for row in rows} == {place}
    assert all("locations" in row.title.casefold() for row in rows)
    assert all(row.figure.value is not None for row in rows)


@pytest.mark.parametrize("words", ["", "  ", "zebra lantern"])
def test_without_words_or_with_strange_ones_nothing_is_found(home, words):
    assert editions.search(home, Home(home).current(), a_place(home), words) == []


def test_a_figure_is_found_by_its_id_at_its_own_place_alone(home):
    id, place = Home(home).current(), a_place(home)
    row = editions.search(home, id, place, "locations")[0]
    assert editions.figure_of(home, id, place, row.figure.id) == row
    assert editions.figure_of(home, id, "E09999999", row.figure.id) is None
    assert editions.figure_of(home, id, place, f"{row.figure.id}x") is None
    assert editions.figure_of(home, id, place, "") is None


def test_an_edition_that_is_not_current_is_read_all_the_same(two_editions_home):
    earlier, current = Home(two_editions_home).ids()[0], Home(two_editions_home).current()
    assert earlier != current
    with editions.pinned(two_editions_home, earlier) as edition:
        assert edition.id == earlier
    with editions.pinned(two_editions_home, current) as edition:
        assert edition.id == current
    edition_reader.forget()


def test_an_edition_that_is_gone_is_said_to_be(home, tmp_path):
    for folder in (home, tmp_path):
        assert not editions.is_there(folder, "2020-01-01-0123456789")
        with pytest.raises(NoEdition):
            editions.search(folder, "2020-01-01-0123456789", PLACE, "locations")


def test_the_context_pack_is_the_report_and_the_brief_of_the_place(home):
    id, place = Home(home).current(), a_place(home)
    found = contents(home, id, place)
    assert (found.edition, found.figures > 100, len(found.publications) > 1) == (id, True, True)
    page = page_of("brief", home, id, place)
    assert "<html" in page
    assert id in page
    assert set(FILES) == {"brief", "report"}
    with pytest.raises(NoEdition):
        page_of("brief", home, "2020-01-01-0123456789", place)
