"""The edition's headline figures next to a theme, over the edition of fiction."""

import pytest

from careplace.casework import edition_reader
from careplace.casework.edition_reader import edition, reader_of
from careplace.casework.reviews.edition_figures import figure_words, theme_figures
from careplace.casework.reviews.framework import shipped
from careplace.casework.reviews.report.figures import report_figures

PLACE, NATION = "X06000001", "X92000001"
FRAMEWORK = shipped("place-report")


@pytest.fixture(autouse=True)
def forgotten():
    yield
    edition_reader.forget()


@pytest.mark.parametrize("theme", [theme.key for theme in FRAMEWORK.themes])
def test_every_theme_of_a_place_report_has_figures_with_those_of_the_nation(demo_home, theme):
    rows = theme_figures(demo_home, PLACE, FRAMEWORK, theme)
    assert len(rows) >= 5
    assert {row.figure.place for row in rows} == {PLACE}
    nation = [row.england for row in rows if row.england]
    assert len(nation) >= len(rows) - 1
    assert {figure.place for figure in nation} == {NATION}
    assert all(row.england.period == row.figure.period for row in rows if row.england)


def test_the_services_of_a_sector_are_shown_with_their_number_in_the_latest_register(demo_home):
    rows = theme_figures(demo_home, PLACE, FRAMEWORK, "providers")
    with edition(demo_home) as opened:
        latest = max(reader_of(opened).snapshots()).isoformat()
    assert {row.figure.period for row in rows} == {latest}
    assert rows[0].title == "Rated Good or Outstanding: Adult social care"
    assert figure_words(rows[0].measure, rows[0].figure) == "75% (3 of 4)"
    assert all(row.figure.value is not None for row in rows)


def test_a_figure_that_a_page_offers_is_one_that_a_report_can_have(demo_home):
    for theme in FRAMEWORK.themes:
        rows = {row.figure.id: row for row in theme_figures(demo_home, PLACE, FRAMEWORK, theme.key)}
        in_report = report_figures(demo_home, rows)
        assert {id: (figure.title, figure.words) for id, figure in in_report.items()} == {
            id: (row.title, figure_words(row.measure, row.figure)) for id, row in rows.items()
        }


def test_a_place_without_figures_has_none(demo_home, tmp_path):
    assert theme_figures(demo_home, "E08000026", FRAMEWORK, "providers") == ()
    assert theme_figures(tmp_path, PLACE, FRAMEWORK, "providers") == ()
