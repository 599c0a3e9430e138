"""Small published files, made in the formats that they come in."""

import csv
import hashlib
import zipfile
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import ClassVar
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import pytest
from tests.sources.xls import xls_bytes

from careplace.places.area import UnknownPlace
from careplace.sources.publication import RawFile

CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.3"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    "{tables}</office:spreadsheet></office:body></office:document-content>"
)
MEDIA = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MEDIA}">{{inside}}</manifest:file-entry>'
    "</manifest:manifest>"
)


def _cell(value) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, (date, datetime)):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def ods_bytes(sheets: dict[str, list[list]], inside: str = "") -> bytes:
    """An ODS of sheets of rows; `inside` goes into its manifest (where encryption is told)."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>"
        + "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MEDIA, zipfile.ZIP_STORED)
        archive.writestr("content.xml", CONTENT.format(tables=tables))
        archive.writestr("META-INF/manifest.xml", MANIFEST.format(inside=inside))
    return made.getvalue()


def xlsx_bytes(sheets: dict[str, list[list]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def csv_bytes(rows: list[list], encoding: str = "utf-8") -> bytes:
    made = StringIO()
    csv.writer(made).writerows(rows)
    return made.getvalue().encode(encoding)


@pytest.fixture
def raw(tmp_path):
    """raw(name, bytes): the bytes as a raw file of that name."""

    def write(name: str, data: bytes) -> RawFile:
        path = tmp_path / name
        path.write_bytes(data)
        return RawFile(path, name, hashlib.sha256(data).hexdigest())

    return write


@pytest.fixture
def ods(raw):
    return lambda sheets, name="file.ods", inside="": raw(name, ods_bytes(sheets, inside))


@pytest.fixture
def xlsx(raw):
    return lambda sheets, name="file.xlsx": raw(name, xlsx_bytes(sheets))


@pytest.fixture
def xls(raw):
    return lambda sheets, name="file.xls": raw(name, xls_bytes(sheets))


@pytest.fixture
def csv_file(raw):
    return lambda rows, name="file.csv", encoding="utf-8": raw(name, csv_bytes(rows, encoding))


@pytest.fixture
def ods_data():
    return ods_bytes


@pytest.fixture
def csv_data():
    return csv_bytes


class FewCouncils:
    """A gazetteer of three councils."""

    known: ClassVar[dict[str, str]] = {
        "Coventry": "E08000026",
        "Kent": "E10000016",
        "Bristol, City of": "E06000023",
    }

    def codes(self, names, on: date) -> dict[str, str]:
        for name in names:
            if name not in self.known:
                raise UnknownPlace(f"{name!r} is no council at {on}; the nearest is Coventry", (name,))
        return {name: self.known[name] for name in names}


@pytest.fixture
def gazetteer():
    return FewCouncils()
