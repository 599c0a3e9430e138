"""What calamine passes over in an XLSX: errors, formulae without a value, rows over each other, places beyond all."""

import re
import zipfile
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from tests.sources.conftest import xlsx_bytes

from careplace.sources.books import open_book
from careplace.sources.contract import SourceError
from careplace.sources.workbooks import bounds, xlsx

ROWS = [["Location ID", "Name"], ["1-1", "Ash"], ["1-2", "Elm"]]
SHEET = "xl/worksheets/sheet1.xml"


def edited(data: bytes, pattern: str, new: str, part: str = SHEET) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as whole, zipfile.ZipFile(made, "w") as archive:
        for name in whole.namelist():
            text = whole.read(name).decode()
            assert name != part or re.search(pattern, text)
            archive.writestr(name, re.sub(pattern, new, text, count=1) if name == part else text)
    return made.getvalue()


@pytest.fixture
def refusal(raw):
    def told(pattern: str, new: str) -> str:
        with pytest.raises(SourceError) as refused:
            open_book(raw("x.xlsx", edited(xlsx_bytes({"A": ROWS}), pattern, new)))
        return str(refused.value)

    return told


@pytest.mark.parametrize(
    ("pattern", "new", "words"),
    [
        (r'<row r="3"', '<row r="4294967295"', "row 999,999,999|row 429,496,729|4294967295"),
        (r'<row r="3"', '<row r="1048576"', "1,048,57"),
        (r'<row r="3"', '<row r="2"', "row 2 after one that it overwrites"),
        (r'<row r="3"', '<row r="0"', "row 0 after one"),
        (r'r="B3"', 'r="B2"', "cell B2 after one that it overwrites"),
        (r'r="B3"', 'r="XFE3"', "a cell XFE3"),
        (r'r="B3"', 'r="ZZZZZZ3"', "a cell ZZZZZZ3"),
        (r'r="B3"', 'r="B4294967296"', "a cell B4294967296"),
        (r'r="B3"', 'r="B1048576"', "without a cell"),
        (r'r="B3"', 'r="ZZZ3"', "column|a cell ZZZ3"),
        (r'r="B3"', 'r="XFD3"', "a value in column 16,384"),
    ],
)
def test_a_cell_that_lies_where_none_can_is_refused_before_it_takes_memory(refusal, pattern, new, words):
    assert re.search(words, refusal(pattern, new))


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ('<c r="B3" t="e"><v>#REF!</v></c>', "#REF!"),
        ("<c r='B3' t='e'><v>#N/A</v></c>", "#N/A"),
        ('<c r="B3"><f>A1+1</f></c>', xlsx.NOT_SAVED),
        ('<c r="B3"><f>A1+1</f><v></v></c>', xlsx.NOT_SAVED),
        ('<c r="B3"><f ca="1"/><v/></c>', xlsx.NOT_SAVED),
    ],
)
def test_an_error_is_found_at_its_cell(raw, cell, found):
    data = edited(xlsx_bytes({"A & B": ROWS}), r'<c r="B3".*?</c>', cell)
    [sheet] = open_book(raw("x.xlsx", data)).sheets
    assert sheet.errors == ((3, "B", found),)


@pytest.mark.parametrize(
    "cell",
    ['<c r="B3" t="str"><f>""</f><v></v></c>', '<c r="B3"><f>1+1</f><v>2</v></c>', '<c r="B3" s="1"/>'],
)
def test_a_formula_with_a_value_and_an_empty_cell_are_no_errors(raw, cell):
    data = edited(xlsx_bytes({"A": ROWS}), r'<c r="B3".*?</c>', cell)
    assert open_book(raw("x.xlsx", data)).sheets[0].errors == ()


def test_errors_belong_to_their_sheet_and_are_found_without_names_of_cells(raw):
    data = xlsx_bytes({"First": ROWS, "Second": ROWS})
    data = edited(data, r'<c r="A2".*?</c>', "<c/>", "xl/worksheets/sheet2.xml")
    data = edited(data, r'<c r="B2".*?</c>', '<c t="e"><v>#NUM!</v></c>', "xl/worksheets/sheet2.xml")
    first, second = open_book(raw("x.xlsx", data)).sheets
    assert first.errors == ()
    assert second.errors == ((2, "B", "#NUM!"),)


def test_a_reader_is_told_of_an_error_below_its_header(xlsx, gazetteer, raw):
    from careplace.sources import recognise

    rows = [["la-name", "local-authority-code"], ["Alpha", "AAA"]]
    file = raw(
        "names.xlsx", edited(xlsx_bytes({"A": rows}), r'<c r="B2".*?</c>', '<c r="B2" t="e"><v>#REF!</v></c>')
    )
    book = open_book(file)
    with pytest.raises(SourceError) as refused:
        recognise(book).read(book, None)
    (problem,) = refused.value.problems
    assert (problem.sheet, problem.row, problem.column, problem.found) == ("A", 2, "B", "#REF!")


@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 16_384)), min_size=1, max_size=20))
def test_places_are_those_that_a_spreadsheet_names(cells):
    names = [f"{get_column_letter(column)}{row}".encode() for row, column in cells]
    rows, columns = xlsx.places(names)
    assert list(zip(rows.tolist(), columns.tolist(), strict=True)) == cells
    assert [xlsx.letters(column) for _row, column in cells] == [get_column_letter(c) for _row, c in cells]


@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.integers(), st.text("ab<&", min_size=1)), min_size=1, max_size=6),
        max_size=8,
    )
)
def test_what_a_spreadsheet_program_writes_is_never_refused(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    made = BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as archive:
        assert xlsx.scanned(None, archive) == {"Sheet": ()}


def test_a_table_has_bounds(raw, monkeypatch):
    monkeypatch.setenv(bounds.CELLS_SETTING, "5")
    with pytest.raises(SourceError, match=r"3 rows and 2 columns.*CAREPLACE_MAX_CELLS"):
        open_book(raw("x.xlsx", xlsx_bytes({"A": ROWS})))
    monkeypatch.setenv(bounds.CELLS_SETTING, "many")
    with pytest.raises(ValueError, match="whole number"):
        bounds.cells()
