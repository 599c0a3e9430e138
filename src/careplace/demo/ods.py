"""Writes OpenDocument spreadsheets: dates are date cells and numbers are numbers.

Written here because what there is to write ODS with is GPL, slow or holds the whole sheet in memory; what we
need of the format is one page. Source: OASIS OpenDocument 1.3, parts 2 (packages) and 3 (schema).
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_STORED, ZipFile

from careplace.demo.sheets import Markup, Sheet, entry, rows

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content office:version="1.3"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>\n'
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest manifest:version="1.3"'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MEDIA_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>\n"
)
MARKUP = Markup(
    text=('<table:table-cell office:value-type="string"><text:p>', "</text:p></table:table-cell>"),
    number=('<table:table-cell office:value-type="float" office:value="', '"/>'),
    date=('<table:table-cell office:value-type="date" office:date-value="', '"/>'),
    date_format="%Y-%m-%d",
    empty="<table:table-cell/>",
    row=("<table:table-row>", "</table:table-row>\n"),
)


def write_ods(path: Path, sheets: Iterable[Sheet]) -> Path:
    """Write `sheets` to `path`, streaming."""
    with ZipFile(path, "w") as archive:
        # OpenDocument 1.3 part 2, section 3.3: the media type stands first and is not compressed.
        entry(archive, "mimetype", [MEDIA_TYPE], ZIP_STORED)
        entry(archive, "META-INF/manifest.xml", [MANIFEST])
        entry(archive, "content.xml", _content(sheets))
    return path


def _content(sheets: Iterable[Sheet]) -> Iterator[str]:
    yield OPENING
    for sheet in sheets:
        yield f"<table:table table:name={quoteattr(sheet.name)}>\n"
        yield from rows(sheet, MARKUP)
        yield "</table:table>\n"
    yield "</office:spreadsheet></office:body></office:document-content>\n"
