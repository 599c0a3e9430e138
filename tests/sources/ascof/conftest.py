"""Reading of small workbooks of outcomes."""

import pytest
from tests.places.nation import tables

from careplace.places.gazetteer import Gazetteer
from careplace.sources import recognise
from careplace.sources.books import open_book
from careplace.sources.contract import SourceError


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.from_tables(tables())


@pytest.fixture
def read(xlsx, gazetteer):
    """read(sheets): what the workbook of these sheets gives; `councils` says whether with a gazetteer."""

    def reading(sheets, councils=True):
        book = open_book(xlsx(sheets))
        return recognise(book).read(book, gazetteer if councils else None)

    return reading


@pytest.fixture
def refused(read):
    """refused(sheets): the problems for which they are refused, as strings."""

    def problems(sheets):
        with pytest.raises(SourceError) as error:
            read(sheets)
        return [str(problem) for problem in error.value.problems]

    return problems
