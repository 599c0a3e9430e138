"""The gazetteer of the small nation, and reading of files made of rows."""

import pytest
from tests.places import nation

from careplace import sources
from careplace.places.gazetteer import Gazetteer
from careplace.sources.books import open_book


@pytest.fixture(scope="session")
def small_nation() -> Gazetteer:
    return Gazetteer.from_tables(nation.tables())


@pytest.fixture
def read(csv_file, small_nation):
    """read(rows): the reading of a CSV file of these rows, by the publication that knows it."""

    def reading(rows, gazetteer=small_nation, name="file.csv"):
        book = open_book(csv_file(rows, name))
        return sources.recognise(book).read(book, gazetteer)

    return reading


@pytest.fixture
def rows_of(read):
    """rows_of(rows): the rows of the one table of such a reading."""

    def rows(cells, **options):
        (table,) = read(cells, **options).tables.values()
        return table.to_pylist()

    return rows
