"""Files as all-text sheets whose rows are numbered as a spreadsheet shows them."""

import csv
import gzip
import random
import zipfile
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.xls import ERRORS, compound

from careplace.sources import recognise
from careplace.sources.books import open_book
from careplace.sources.contract import SourceError
from careplace.sources.publication import RawFile

ROWS = [["Location ID", "Name"], ["1-1", "Ash, House"], ["1-2", 'The "Elms"'], ["1-3", "two\nlines"]]


def rows(sheet) -> list[list]:
    return [list(row.values()) for row in sheet.cells.to_pylist()]


@pytest.mark.parametrize("kind", ["ods", "xlsx", "xls", "csv_file"])
def test_every_format_gives_the_same_rows(kind, request):
    make = request.getfixturevalue(kind)
    book = open_book(make(ROWS if kind == "csv_file" else {"A": ROWS}))
    assert rows(book.sheets[0]) == ROWS
    assert book.kind == kind.removesuffix("_file")


def test_a_gzipped_workbook_is_opened_too(raw, ods_data):
    assert rows(open_book(raw("x.csv.gz", gzip.compress(ods_data({"A": ROWS})))).sheets[0]) == ROWS


def test_every_cell_is_text_and_dates_are_iso(ods, xlsx):
    values = [["d", "n", "t"], [date(2020, 12, 11), 3, "x"], [datetime(2020, 12, 11), 1.5, None]]  # noqa: DTZ001
    for book in (open_book(ods({"A": values})), open_book(xlsx({"A": values}))):
        _head, first, second = rows(book.sheets[0])
        assert first[0].startswith("2020-12-11")
        assert second[0].startswith("2020-12-11")
        assert first[1:] == ["3", "x"]
        assert second[1:] == ["1.5", None]


@pytest.mark.parametrize("kind", ["ods", "xlsx", "xls"])
def test_empty_rows_keep_their_number(kind, request):
    values = [[None], [None], ["header", "b"], ["1-1", "x"], [None], ["1-2", "y"]]
    [sheet] = open_book(request.getfixturevalue(kind)({"A": values})).sheets
    assert [row[0] for row in rows(sheet)] == [None, None, "header", "1-1", None, "1-2"]


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_in_an_old_workbook_is_told_at_its_cell(xls, error):
    [sheet] = open_book(xls({"A": [[None], [None, "n"], ["a", error], ["b", 1], [error, 2]]})).sheets
    assert sheet.errors == ((3, "B", error), (5, "A", error))
    assert sheet.cells["c0"].to_pylist() == [None, None, "a", "b", None]


def test_an_error_in_a_register_that_is_an_old_workbook_refuses_it(xls):
    sheet = [
        ["Location ID", "Domain", "Latest Rating", "Service / Population Group"],
        ["1-1", "Safe", "#REF!", "Overall"],
    ]
    book = open_book(xls({"A": sheet}))
    with pytest.raises(SourceError, match=r"sheet A, row 2, column C: found #REF!"):
        recognise(book).read(book, None)


def test_an_old_workbook_has_dates_numbers_and_every_sheet(xls):
    book = open_book(xls({"A": [["d", "n"], [date(2020, 12, 11), 3], [None, 1.5]], "Zoë": [["x"]]}))
    assert [sheet.name for sheet in book.sheets] == ["A", "Zoë"]
    assert rows(book.sheets[0]) == [["d", "n"], ["2020-12-11 00:00:00", "3"], [None, "1.5"]]


def test_an_old_file_that_no_spreadsheet_could_read_is_an_error(raw):
    broken = compound("Workbook", b"\x09\x08\xff\xff no records")
    with pytest.raises(SourceError, match=r"file x\.xls: found a workbook that cannot be read"):
        open_book(raw("x.xls", broken))


def test_sheets_keep_their_names_and_an_empty_sheet_is_empty(ods):
    book = open_book(ods({"README": [["as at"]], "A & B": ROWS, "Empty": []}))
    assert [sheet.name for sheet in book.sheets] == ["README", "A & B", "Empty"]
    assert rows(book.sheets[1]) == ROWS
    assert book.sheets[2].cells.num_rows == 0


def test_json_has_no_sheets(raw):
    book = open_book(raw("payloads.json", b'[{"locationId": "1-1"}]'))
    assert (book.kind, book.sheets) == ("json", ())


def test_lines_before_the_header_may_be_ragged(raw, csv_data):
    data = b"CQC directory\n\nIssues, with our files\n" + csv_data([["a", "b", "c"], ["1", "2", "3"]])
    [sheet] = open_book(raw("x.csv", data)).sheets
    assert rows(sheet) == [
        ["CQC directory", None, None],
        [None, None, None],
        ["Issues", " with our files", None],
        ["a", "b", "c"],
        ["1", "2", "3"],
    ]
    assert sheet.ragged == (1, 3)


def test_rows_that_are_too_short_or_long_are_told(raw):
    [sheet] = open_book(raw("x.csv", b"a,b,c\n1,2,3\n4,5\n6,7,8,9\n1,2,3\n")).sheets
    assert sheet.ragged == (3, 4)
    assert rows(sheet)[2:4] == [["4", "5", None], ["6", "7", "8"]]


def test_a_workbook_of_broken_xml_is_an_error(raw):
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office:document-content><table:table table:name=")
    with pytest.raises(SourceError, match="cannot be read"):
        open_book(raw("y.ods", made.getvalue()))


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8)
TABLE = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=9)
)


@given(TABLE)
def test_csv_agrees_with_the_standard_reader(tmp_path_factory, table):
    made = StringIO()
    csv.writer(made, quoting=csv.QUOTE_ALL).writerows(table)
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    path.write_text(made.getvalue(), encoding="utf-8", newline="")
    data = path.read_bytes()
    if data[:1] in (b"[", b"{") or not data.strip():
        return
    [sheet] = open_book(RawFile(path, "x.csv", "")).sheets
    assert [[cell or "" for cell in row] for row in rows(sheet)] == table


def damaged(data: bytes, rng: random.Random) -> bytes:
    """`data` with a byte changed, its end lost or some bytes lost or put in."""
    at = rng.randrange(len(data))
    return rng.choice(
        [
            data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :],
            data[: max(at, 30)],
            data[:at] + data[at + rng.randrange(1, 50) :],
            data[:at] + bytes(5) + data[at:],
        ]
    )


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_a_damaged_workbook_is_refused_or_read_whole(kind, request, raw):
    whole = request.getfixturevalue(kind)({"A": [*ROWS, *([f"1-{n}", f"Home {n}"] for n in range(400))]})
    expected, rng = rows(open_book(whole).sheets[0]), random.Random(7)
    data = whole.path.read_bytes()
    refused = 0
    for _ in range(80):
        try:
            [sheet] = open_book(raw("x", damaged(data, rng))).sheets
        except SourceError:
            refused += 1
        else:
            assert rows(sheet) == expected
    assert refused > 40
