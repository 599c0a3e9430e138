"""What an ODS says of repeats and errors, before it is parsed."""

import re
import zipfile
from io import BytesIO

import pytest
from tests.sources.conftest import ods_bytes

from careplace.sources.books import open_book
from careplace.sources.contract import SourceError
from careplace.sources.workbooks.xlsx import NOT_SAVED

ROWS = [["Location ID", "Name"], ["1-1", "Ash"], ["1-2", "Elm"]]
TEXT = '<table:table-cell office:value-type="string"><text:p>Ash</text:p></table:table-cell>'
ERROR = '<table:table-cell table:formula="of:=#REF!" office:value-type="string" office:string-value="" x:value-type="error">'
ERROR += "<text:p>#REF!</text:p></table:table-cell>"


def edited(data: bytes, *changes: tuple[str, str]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as whole, zipfile.ZipFile(made, "w") as archive:
        for name in whole.namelist():
            text = whole.read(name).decode()
            for old, new in changes if name == "content.xml" else ():
                assert old in text
                text = text.replace(old, new, 1)
            archive.writestr(name, text)
    return made.getvalue()


def opened(raw, *changes: tuple[str, str], sheets=None):
    return open_book(raw("x.ods", edited(ods_bytes(sheets or {"A & B": ROWS}), *changes))).sheets


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("<table:table-cell ", '<table:table-cell table:number-columns-repeated="16385" ', "16385 times"),
        ("<table:table-cell ", '<table:table-cell table:number-columns-repeated="-1" ', "-1 times"),
        ("<table:table-cell ", '<table:table-cell table:number-columns-repeated="16384" ', "16,384 times"),
        (TEXT, '<table:table-cell table:number-columns-repeated="9999"/>' + TEXT, "9,999 times"),
        (
            "<table:table-row>",
            '<table:table-row table:number-rows-repeated="4294967295">',
            "4294967295 times",
        ),
        (
            "<table:table-row>",
            '<table:table-row table:number-rows-repeated="99999999999999999999">',
            "99999999999999999999",
        ),
        ("<table:table-row>", '<table:table-row table:number-rows-repeated="1048576">', "1,048,576 times"),
        (
            "<table:table-row>",
            '<table:table-row table:number-rows-repeated="200000"><table:table-cell/></table:table-row><table:table-row>',
            "a value after 200,000 rows",
        ),
        ("<text:p>", '<text:p><text:s text:c="400000000"/>', "9,999 spaces"),
    ],
)
def test_repeats_that_no_sheet_has_room_for_are_refused_before_they_take_memory(raw, old, new, words):
    with pytest.raises(SourceError, match=re.escape(words)):
        opened(raw, (old, new))


def test_what_repeats_at_the_end_of_rows_and_sheets_costs_nothing(raw):
    cells = '<table:table-cell table:number-columns-repeated="16382"/></table:table-row>'
    rows = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/>'
    looks = '<table:table-column table:number-columns-repeated="16378"/><table:table-row>'
    first, second = opened(
        raw,
        ("<table:table-row>", looks),
        ("</table:table-row>", cells),
        ("</table:table>", rows + "</table:table-row></table:table>"),
        sheets={"A": ROWS, "B": ROWS},
    )
    assert first.cells.num_rows == second.cells.num_rows == 3
    assert first.errors == second.errors == ()


@pytest.mark.parametrize(
    ("cell", "found"), [(ERROR, "#REF!"), ('<table:table-cell table:formula="of:=A1"/>', NOT_SAVED)]
)
def test_an_error_is_found_at_its_cell(raw, cell, found):
    above = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row><table:table-row>'
    left = '<table:table-cell table:number-columns-repeated="2"/>'
    _first, sheet = opened(
        raw,
        ("</table:table>", "</table:table>"),
        (TEXT, left + cell),
        ("<table:table-row>", above),
        sheets={"A & B": [["x"]], "A < B": ROWS},
    )
    assert sheet.name == "A < B"
    assert sheet.errors == ((2, "D", found),)


def test_a_formula_with_its_value_is_no_error(raw):
    cell = '<table:table-cell table:formula="of:=A1" office:value-type="float" office:value="2"/>'
    assert opened(raw, (TEXT, cell))[0].errors == ()
