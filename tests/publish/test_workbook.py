"""The workbook, opened again: accessible, exact, harmless, and the same bytes from the same report."""

import csv
import io
import os
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.fictional import report

from careplace.publish import Content, sheets, workbook
from careplace.publish.opendata import FORMULA_STARTS

HOSTILE = [
    '=HYPERLINK("https://evil.example")',
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\tx",
    "[click](https://evil.example)",
    "$$rated$$",
    "—",
    "護",
]


@pytest.fixture(scope="module")
def content():
    return Content(report(scale=0.3))


@pytest.fixture(scope="module")
def written(content):
    return workbook.to_xlsx(content)


@pytest.fixture(scope="module")
def book(written):
    return openpyxl.load_workbook(io.BytesIO(written))


def table(page) -> list[list]:
    """The cells of the one marked table of a sheet, its headings first."""
    [marked] = page.tables.values()
    return [[cell.value for cell in row] for row in page[marked.ref]]


def test_cover_contents_and_notes_come_first(content, book):
    names = [sheet.label for sheet in sheets.sheets(content)]
    assert book.sheetnames == ["Cover", "Contents", "Notes", *names]
    told = " ".join(row[0].value or "" for row in book["Cover"])
    assert "Quality of care in Marrowdale: data report" in told
    assert "Indicative; not an inspection judgement" in told
    assert "2026-11-22-4f1d9a" in told
    assert "There is no overall score for a place" in told


def test_contents_lead_to_every_sheet(book):
    [_head, *rows] = table(book["Contents"])
    assert [name for name, _title in rows] == book.sheetnames[3:]
    places = {cell.hyperlink.location for row in book["Contents"] for cell in row if cell.hyperlink}
    assert places == {f"'{name}'!A1" for name in book.sheetnames[3:]}


def test_each_sheet_has_one_marked_table_with_headings_and_no_empty_cell(book):
    for page in book.worksheets[1:]:
        cells = table(page)
        assert all(isinstance(heading, str) and heading for heading in cells[0]), page.title
        assert all(cell not in (None, "") for row in cells for cell in row), page.title
        assert not page.merged_cells.ranges
        assert page["A1"].value


def test_names_of_the_tables_differ(book):
    names = [name for page in book.worksheets for name in page.tables]
    assert len(set(names)) == len(names) == len(book.worksheets) - 1


def test_numbers_are_the_numbers_of_the_sheets(content, book):
    for sheet in sheets.sheets(content):
        [_head, *rows] = table(book[sheet.label])
        for row, told in zip(rows, sheet.rows, strict=True):
            for found, value in zip(row, told, strict=True):
                if isinstance(value, int | float) and not isinstance(value, bool):
                    assert found == pytest.approx(value, rel=1e-14)
                elif isinstance(value, date):
                    assert found.date() == value


@pytest.mark.parametrize(
    ("label", "heading", "shape"),
    [
        ("Ratings", "Locations", "#,##0"),
        ("Ratings", "Share", "0.0%"),
        ("Compared", "Percentage points", "+0.00;-0.00;0.00"),
        ("Locations", "Published on", "d mmm yyyy"),
        ("Locations", "Age", "0.0"),
    ],
)
def test_numbers_have_their_format_and_stand_to_the_right(book, label, heading, shape):
    page = book[label]
    [marked] = page.tables.values()
    head, *rows = page[marked.ref]
    at = [cell.value for cell in head].index(heading)
    assert {row[at].number_format for row in rows} == {shape}
    assert {row[at].alignment.horizontal for row in rows} == {
        "left" if heading == "Published on" else "right"
    }


def test_no_colour_says_anything(book):
    for page in book.worksheets[3:]:
        assert {cell.fill.fill_type for row in page for cell in row} == {None}
        colours = [cell.font.color for row in page for cell in row if cell.font.color]
        assert {colour.type for colour in colours} <= {"theme", "auto"}, "a colour of its own"
        assert not page.conditional_formatting


def test_signs_for_what_is_missing_are_explained_on_their_own_sheet(book):
    for page in book.worksheets[3:]:
        cells = table(page)
        above = " ".join(str(row[0].value) for row in page.iter_rows(max_row=page.max_row - len(cells)))
        for sign, words in sheets.LEGEND.items():
            assert any(sign in row for row in cells) <= (words in above), page.title


def test_notes_are_numbered_as_they_are_referred_to(book):
    [_head, *rows] = table(book["Notes"])
    used = [
        int(n) for page in book.worksheets[3:] for n in re.findall(r"\[note (\d+)\]", str(page["A2"].value))
    ]
    assert [number for number, _words in rows] == sorted(set(used)) == list(range(1, len(rows) + 1))


def test_it_is_named_and_dated_by_the_report(book):
    assert book.properties.title == "Quality of care in Marrowdale: data report"
    assert book.properties.creator == "Careplace"
    assert book.properties.created.isoformat() == "2021-02-01T00:00:00"


def test_the_same_report_gives_the_same_bytes(written):
    assert workbook.to_xlsx(Content(report(scale=0.3))) == written


@pytest.fixture(scope="module")
def hostile():
    data = report(scale=0.3)
    for row, text in zip(data.locations, HOSTILE, strict=False):
        row["name"] = row["provider"] = text
    data = replace(data, place=data.place | {"name": "=1+1 $$x$$ [a](b)"})
    data = replace(data, notes=["=1+1", "[note](https://evil.example)"])
    return workbook.to_xlsx(Content(data))


def test_published_words_never_run_and_never_link(hostile):
    book = openpyxl.load_workbook(io.BytesIO(hostile))
    cells = [cell for page in book.worksheets for row in page for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [
        cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(FORMULA_STARTS)
    ]
    links = {cell.hyperlink.target for cell in cells if cell.hyperlink} - {None}
    assert links == {"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"}
    names = [row[1] for row in table(book["Locations"])[1 : len(HOSTILE) + 1]]
    assert names == [
        "'=HYPERLINK(\"https://evil.example\")", "'+1", "'-2+3", "'@SUM(A1)", "'\tx", "[click] (https://evil.example)",
        "$ $rated$ $", "[published as —]", "[published as 護]",
    ]  # fmt: skip


@given(st.text(alphabet="ab =+-@\t\r\n$[]()—0", max_size=12))
def test_harmless_words_are_nothing_but_words(text):
    told = workbook.spreadsheet_text(text)
    assert re.search("[a-zA-Z0-9]", told)
    assert not told.startswith(FORMULA_STARTS)
    assert "$$" not in told
    assert not re.search(r"\[.+\]\(.+\)", told)


@given(
    st.text(alphabet="abc XYZ,.'’éŵ", min_size=1, max_size=30).filter(
        lambda text: re.search("[a-zA-Z]", text)
    )
)
def test_plain_words_stay_as_they_are(text):
    assert workbook.spreadsheet_text(text) == text


def test_what_gptables_warns_of_is_a_fault(content, monkeypatch):
    monkeypatch.setattr(workbook, "_cell", lambda value: value)
    with pytest.raises(UserWarning, match="Empty or null cell"):
        workbook.to_xlsx(content)


def test_an_empty_cell_below_the_first_row_is_a_fault_too(content, monkeypatch):
    whole = workbook._cell
    monkeypatch.setattr(
        workbook, "_cell", lambda value: None if value == content.sources[-1]["sha256"] else whole(value)
    )
    with pytest.raises(ValueError, match="Sources: an empty cell"):
        workbook.to_xlsx(content)


def test_the_first_row_and_the_others_are_written_alike(book):
    """gptables writes the first, `_fill` the others."""
    for page in book.worksheets[3:]:
        [marked] = page.tables.values()
        _head, first, *others = page[marked.ref]
        shapes = [cell.style_id for cell in first]
        assert all([cell.style_id for cell in row] == shapes for row in others)


def test_a_report_that_has_nothing_is_a_workbook_still():
    empty = {name: [] for name in ("sectors", "locations", "left", "comparators", "dictionary", "notes")}
    book = openpyxl.load_workbook(io.BytesIO(workbook.to_xlsx(Content(report(change_from=None, **empty)))))
    assert book.sheetnames == ["Cover", "Contents", "Notes", "Sources"]


def test_libreoffice_opens_it(hostile, tmp_path):
    office = shutil.which("soffice")
    if not office:
        message = "LibreOffice is missing: run sh tests/system-packages"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    (tmp_path / "book.xlsx").write_bytes(hostile)
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        every_sheet,
        "--outdir",
        str(tmp_path),
        "book.xlsx",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    book = openpyxl.load_workbook(io.BytesIO(hostile))
    for name in book.sheetnames[1:]:
        told = list(
            csv.reader(io.StringIO((tmp_path / f"book-{name}.csv").read_text(encoding="utf-8"), newline=""))
        )
        height = len(table(book[name]))
        assert [cell for cell in told[-height] if cell] == table(book[name])[0]
        assert not [cell for row in told for cell in row if cell.startswith(("#NAME", "Err:", "#VALUE"))]
