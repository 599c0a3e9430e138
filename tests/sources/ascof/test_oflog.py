"""Oflog's file: one value of a council a row."""

import pytest
from tests.sources.ascof.fictional import OFLOG, with_cell

from careplace.sources import recognise
from careplace.sources.books import open_book
from careplace.sources.contract import SourceError


@pytest.fixture
def oflog(csv_file, gazetteer):
    def read(rows):
        book = open_book(csv_file(rows))
        return recognise(book).read(book, gazetteer)

    return read


def test_values_councils_and_years(oflog):
    reading = oflog(OFLOG)
    told = reading.tables["oflog_measure"].to_pylist()
    assert [(row["measure"], row["period"], row["council"], row["value"], row["status"]) for row in told] == [
        ("ASC1", "2022-23", "E08000001", 7.6, "published"),
        ("ASC1", "2022-23", "E10000002", None, "not available"),
        ("ASC7", "2021-22", "E08000001", 30.1, "published"),
    ]
    assert [(row["median"], row["deviations"], row["rank_order"]) for row in told] == [
        (7.5, 1.2, "desc"),
        (7.5, None, None),
        (28.0, 0.4, None),
    ]
    assert [(row["source_row"], str(row["period_end"])) for row in told] == [
        (2, "2023-03-31"),
        (3, "2023-03-31"),
        (4, "2022-03-31"),
    ]
    assert str(reading.snapshot) == "2023-03-31"
    assert reading.text["oflog"].num_rows == 3


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (2, 9, "high", "row 2, column Value: found 'high'; expected a number"),
        (3, 1, "2022-24", "row 3, column Financial year: found '2022-24'; expected a financial year"),
        (3, 4, "Region_Mean", "row 3, column Grouping: found 'Region_Mean'; expected LA_Raw"),
        (2, 12, "up", "row 2, column rank_order: found 'up'"),
        (2, 2, "E08000099", "found Alpha (E08000099): No place is called 'E08000099'"),
        (2, 3, "Beta", "found Beta under the code of Alpha (E08000001)"),
        (4, 8, None, "row 4, column Code: found no value"),
    ],
)
def test_what_does_not_fit_is_an_error_at_its_cell(oflog, row, column, value, said):
    with pytest.raises(SourceError) as error:
        oflog(with_cell(OFLOG, row, column, value))
    assert said in str(error.value)


def test_a_council_twice_in_a_year_is_an_error(oflog):
    with pytest.raises(SourceError, match="one of several rows of measure ASC1"):
        oflog([*OFLOG, [*OFLOG[1][:8], "7.7", *OFLOG[1][9:]]])


def test_a_file_without_rows_is_an_empty_table(oflog):
    reading = oflog(OFLOG[:1])
    assert (reading.tables["oflog_measure"].num_rows, reading.snapshot) == (0, None)
