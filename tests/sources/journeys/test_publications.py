"""The two files of a release of journeys: what is read, and what is refused."""

import pytest

from careplace import sources
from careplace.journeys.release.files import FIGURE_COLUMNS, MEASURE_COLUMNS
from careplace.sources.books import open_book
from careplace.sources.contract import SourceError
from careplace.sources.journeys.publications import FIGURE_LAYOUT, MEASURE_LAYOUT

PLAIN = {
    "measure": "delayed_days",
    "place_kind": "council",
    "place": "E08000001",
    "period_kind": "month",
    "period": "2025-04-01",
    "age_band": "all",
    "category": "all",
    "events": "20",
    "days": "105",
}
MEASURE = {
    "id": "delayed_days",
    "title": "Delayed days",
    "kind": "days",
    "events": "stays",
    "history": "false",
    "released_by": "Exampleshire",
    "released_on": "2026-05-01",
    "first_day": "2024-04-01",
    "last_day": "2026-03-31",
    "fictional": "true",
    "figures_sha256": "a" * 64,
}


def table(columns, plain, *rows):
    """A file's rows of text, headings first: each row is a dict of what differs from `plain`; without any, one row of it."""
    return [list(columns), *([(plain | row).get(name, "") for name in columns] for row in rows or ({},))]


@pytest.fixture
def read(csv_file):
    """read(columns, plain, *rows): the reading of a file with these rows, each a dict of what differs from `plain`."""

    def reading(columns, plain, *rows):
        book = open_book(csv_file(table(columns, plain, *rows), "one.csv"))
        return sources.recognise(book).read(book, None)

    return reading


def figures(read, *rows):
    return read(FIGURE_COLUMNS, PLAIN, *rows).tables["journeys_figure"].to_pylist()


def test_every_column_of_a_release_is_read():
    assert {heading for field in FIGURE_LAYOUT.fields for heading in field.headings} == set(FIGURE_COLUMNS)
    assert {heading for field in MEASURE_LAYOUT.fields for heading in field.headings} == set(MEASURE_COLUMNS)


def test_what_is_withheld_is_no_number(read):
    shown, hidden = figures(read, {}, {"place": "E08000002", "events": "", "days": "", "withheld": "events"})
    assert (shown["events"], shown["days"], shown["withheld"]) == (20, 105, "")
    assert (hidden["events"], hidden["days"], hidden["withheld"]) == (None, None, "events")


def test_a_release_says_of_itself_who_made_it(read):
    (row,) = read(MEASURE_COLUMNS, MEASURE, {}).tables["journeys_measure"].to_pylist()
    assert (row["released_by"], str(row["released_on"])) == ("Exampleshire", "2026-05-01")
    assert (row["fictional"], row["history"]) == (True, False)


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ({"place_kind": "street"}, "place_kind"),
        ({"period": "soon"}, "period"),
        ({"events": "-5"}, "events"),
        ({"events": "2.5"}, "events"),
        ({"percent": "101"}, "percent"),
        ({"withheld": "all"}, "withheld"),
        ({"place": ""}, "place"),
    ],
)
def test_a_cell_that_is_none_of_a_release_refuses_the_file(read, cell, column):
    with pytest.raises(SourceError) as refused:
        figures(read, {}, {"place": "E08000002"} | cell)
    assert {(problem.column, problem.row) for problem in refused.value.problems} <= {
        (column, 3),
        (column, None),
    }


def test_the_same_cell_twice_refuses_the_file(read):
    with pytest.raises(SourceError):
        figures(read, {}, {"events": "25"})


@pytest.mark.parametrize("cell", [{"figures_sha256": "abc"}, {"released_by": ""}, {"fictional": "perhaps"}])
def test_a_release_that_does_not_say_whose_it_is_refuses_the_file(read, cell):
    with pytest.raises(SourceError):
        read(MEASURE_COLUMNS, MEASURE, cell)
