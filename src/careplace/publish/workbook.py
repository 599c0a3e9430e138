"""The report as a workbook that screen readers can use: a cover, contents, notes, and one marked table a sheet.

Guidance: Government Analysis Function, "Releasing statistics in spreadsheets". gptables keeps to most of it by itself.
"""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from functools import lru_cache
from io import BytesIO
from math import ceil
from typing import Any

from careplace.publish import sheets, wording
from careplace.publish.content import Content
from careplace.publish.opendata import LICENCE, spreadsheet_safe_text
from careplace.publish.sheet import Column, Sheet
from careplace.publish.sheets import ABSENT, LEGEND

NUMBER_FORMATS = {
    "count": "#,##0",
    "share": "0.0%",
    # A colour would be no sign by itself, so none is given: the sign stands in the number. Two decimals, for a
    # limit of +0.04 must not read as zero.
    "points": "+0.00;-0.00;0.00",
    "years": "0.0",
    "number": "General",
    "date": "d mmm yyyy",
}
# Cells are never taken for formulas, links or numbers, whatever they begin with.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LINE = 16.0
"""The height of a line, in points."""

_CONTENTS = (Column("Sheet", width=24), Column("What it holds", width=100))
_NOTES = (Column("Note number", width=14), Column("Note", width=110))
_READABLE = re.compile("[a-zA-Z0-9]")


def to_xlsx(content: Content) -> bytes:
    """The report as an XLSX file; the same report gives the same bytes."""
    report_sheets, out = sheets.sheets(content), BytesIO()
    with _strict():
        # Here and not above: it brings pandas, which takes a second and which nothing else in Careplace needs.
        from gptables import produce_workbook

        cells = {
            sheet.label: [[_cell(value) for value in row] for row in sheet.rows] for sheet in report_sheets
        }
        cover, tables = (
            _cover(content),
            {sheet.label: _table(sheet, cells[sheet.label]) for sheet in report_sheets},
        )
        book = produce_workbook(
            out,
            tables,
            cover=cover,
            notes_table=_notes(content, report_sheets),
            contentsheet_options={"column_names": ["Sheet", "What it holds"]},
            auto_width=False,
            workbook_options=_OPTIONS,
        )
        for sheet in report_sheets:
            _fill(book, sheet, tables[sheet.label].data_range, cells[sheet.label])
        _set_layout(book, cover, content, report_sheets, tables)
        made_at = datetime.combine(content.upto, time())
        book.set_properties({"title": content.title, "author": "Careplace", "created": made_at})
        book.close()
    return out.getvalue()


@contextmanager
def _strict() -> Iterator[None]:
    """What gptables warns of (an empty cell, a note without words) is a fault of ours; what pandas 3.1 says
    to gptables 2.0 (`inplace`), and the file that it leaves open, are not."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", ResourceWarning)
        yield


@lru_cache(2**14)
def spreadsheet_text(text: str) -> str:
    """Published words that neither a spreadsheet nor gptables may take for anything else.

    No formula; no `[words](address)`, which gptables makes a link of; no `$$note$$`; and never signs alone,
    which it refuses, and which a screen reader passes over.
    """
    text_shown = spreadsheet_safe_text(re.sub(r"\$(?=\$)", "$ ", text).replace("](", "] ("))
    if not text_shown.strip():
        return ABSENT
    return text_shown if _READABLE.search(text_shown) else f"[published as {text_shown}]"


def _cell(value: Any) -> Any:
    if value is None:
        return ABSENT
    if isinstance(value, str):
        return value if value in LEGEND else spreadsheet_text(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _table(sheet: Sheet, rows: list[list]):
    """The sheet's headings and its first row: `_fill` writes the others."""
    import pandas
    from gptables import GPTable

    used = [words for sign, words in LEGEND.items() if any(sign in row for row in rows)]
    return GPTable(
        # As objects, or pandas would turn a column's counts into fractions and its dates into times.
        table=pandas.DataFrame(rows[:1], columns=[column.heading for column in sheet.columns], dtype=object),
        table_name=f"table_{sheet.label.lower().replace(' ', '_')}",
        title=spreadsheet_text(sheet.title),
        subtitles=[f"Notes: {''.join(f'$${key}$$' for key in sheet.notes)}"] if sheet.notes else [],
        instructions="This worksheet contains one table."
        + (
            " Some cells hold a sign in square brackets, which stands for what the next lines say."
            if used
            else ""
        ),
        legend=used,
        additional_formatting=[_format(number, column.kind) for number, column in enumerate(sheet.columns)],
    )


def _fill(book, sheet: Sheet, placed: list[int], rows: list[list]) -> None:
    """Write all rows but the first, as gptables would, which makes a dict of the format of each cell: 1.3 of 2.2 seconds."""
    page, (_top, left, below, _right) = book.get_worksheet_by_name(sheet.label), placed
    shapes = [book.add_format(book.theme.data_format | _shape(column.kind)) for column in sheet.columns]
    for down, row in enumerate(rows[1:], start=below + 1):
        if None in row:
            raise ValueError(f"{sheet.label}: an empty cell in {row}")
        for across, (value, shape) in enumerate(zip(row, shapes, strict=True), start=left):
            if isinstance(value, str):
                page.write_string(down, across, value, shape)
            else:
                page.write(down, across, value, shape)
    [marked] = page.tables
    marked["range"] = marked["a_range"] = re.sub(r"\d+$", str(below + len(rows)), marked["range"])


def _format(number: int, kind: str) -> dict:
    return {"column": {"columns": [number], "format": _shape(kind), "include_names": True}}


def _shape(kind: str) -> dict:
    shape: dict = {"valign": "top", "align": "left" if kind in ("text", "name", "date") else "right"}
    if kind == "name":
        shape["text_wrap"] = False
    if kind in NUMBER_FORMATS:
        shape["num_format"] = NUMBER_FORMATS[kind]
    return shape


def _cover(content: Content):
    from gptables import Cover

    edition = content.edition["id"]
    return Cover(
        title=spreadsheet_text(content.title),
        intro=[
            f"What published figures say of health and care in {spreadsheet_text(content.name)}, up to "
            f"{wording.day(content.upto)}: who provides it, how people fare, and whether services are joined up.",
            "Indicative; not an inspection judgement. The figures are made from published statistics and from CQC's "
            "ratings of individual services. They raise questions; they do not answer them.",
            "There is no overall score for a place, and no position in a table of places.",
        ],
        about=[
            f"Edition: {spreadsheet_text(edition)}",
            "Numbers are exact, and shown rounded. The sheet Dictionary says how each measure is calculated, and the sheet "
            "Sources which files it came from.",
            "Contains public sector information. Ratings and the register of locations: © Care Quality Commission. "
            "Outcomes: as the publishers named in the sheet Sources.",
            f"[Open Government Licence v3.0]({LICENCE})",
            "Made by Careplace, which is not part of the Care Quality Commission.",
        ],
    )


def _notes(content: Content, report_sheets: list[Sheet]):
    import pandas

    rows = [[key, spreadsheet_text(words)] for key, words in sheets.notes(content, report_sheets)]
    return pandas.DataFrame(rows, columns=["key", "Note"])


def _set_layout(book, cover, content: Content, report_sheets: list[Sheet], tables: dict) -> None:
    """Widths and heights that show every word, and pages that are one sheet wide and repeat the headings."""
    contents = [[None, sheet.title] for sheet in report_sheets]
    numbered = [[None, words] for _key, words in sheets.notes(content, report_sheets)]
    _set_sheet_layout(book.get_worksheet_by_name("Contents"), 2, contents, _CONTENTS)
    _set_sheet_layout(book.get_worksheet_by_name("Notes"), 2, numbered, _NOTES)
    for sheet in report_sheets:
        _set_sheet_layout(
            book.get_worksheet_by_name(sheet.label),
            tables[sheet.label].data_range[0],
            sheet.rows,
            sheet.columns,
        )
    page = book.get_worksheet_by_name(cover.cover_label)
    page.fit_to_pages(1, 0)
    for number, words in enumerate([cover.title, "", *cover.intro, "", *cover.about]):
        page.set_row(number, LINE * _lines(words, cover.width) if words and number else 2 * LINE)


def _set_sheet_layout(page, top: int, rows: list[list], columns: tuple[Column, ...]) -> None:
    """Dress one sheet, whose headings stand in the row `top`, counted from zero."""
    for number, column in enumerate(columns):
        page.set_column(number, number, column.width)
    page.set_row(top, LINE * max(_lines(column.heading, column.width) for column in columns))
    wrapped = [(number, column.width) for number, column in enumerate(columns) if column.kind == "text"]
    for number, row in enumerate(rows, start=top + 1):
        page.set_row(number, LINE * max(_lines(row[at], width) for at, width in wrapped))
    page.repeat_rows(top)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_footer("&LCareplace&CPage &P of &N&R&A")


def _lines(value: Any, width: int) -> int:
    """How many lines a value takes: LibreOffice, other than Excel, does not work it out when it opens a file."""
    # Widths are counted in a narrower letter than Arial of 12 points.
    return max(1, ceil(len(str(value or "")) * 1.1 / width))
