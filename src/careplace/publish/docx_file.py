"""Blocks of a page as a Word file, the form that council officers paste from: headings, lists and tables are Word's own.

The same blocks give the same bytes: nothing in the file says when it was made.
"""

import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from careplace.publish.blocks import Grid, Text

_STYLES = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "p": "Normal", "li": "List Bullet"}
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first day that an archive can name."""


def to_docx(blocks: Iterable[Text | Grid], title: str, day: date) -> bytes:
    """The blocks as a Word file, with its title, the day that its data are of, and its language for screen readers."""
    document = docx.Document()
    _describe(document, title, day)
    for block in blocks:
        if isinstance(block, Text):
            document.add_paragraph(block.text, style=_STYLES[block.kind])
        else:
            _add_table(document, block)
    return _same_bytes(document)


def _describe(document: Document, title: str, day: date) -> None:
    properties, then = document.core_properties, datetime(day.year, day.month, day.day)  # noqa: DTZ001
    properties.title, properties.author, properties.language = title, "Careplace", "en-GB"
    properties.comments = ""
    properties.created = properties.modified = then
    for style in document.styles.element.iter(qn("w:lang")):
        style.set(qn("w:val"), "en-GB")


def _add_table(document: Document, grid: Grid) -> None:
    if grid.caption:
        document.add_paragraph(grid.caption, style="Caption")
    table = document.add_table(rows=0, cols=len(grid.head), style="Table Grid")
    for row in (grid.head, *grid.rows):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    _mark_header(table.rows[0])
    document.add_paragraph()


def _mark_header(row) -> None:
    """Word repeats the row on every page, and screen readers read it with each cell."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
    for cell in row.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _same_bytes(document: Document) -> bytes:
    """The archive again, its parts in order and without the time of day."""
    raw, clean = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _EARLIEST)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return clean.getvalue()
