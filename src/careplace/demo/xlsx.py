"""Writes the plainest XLSX that readers accept; dates are d/m/Y text, as CQC's were. Source: ECMA-376."""

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from careplace.demo.sheets import Markup, Sheet, entry, rows

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MARKUP = Markup(
    text=('<c t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>"),
    number=("<c><v>", "</v></c>"),
    date=('<c t="inlineStr"><is><t>', "</t></is></c>"),
    date_format="%d/%m/%Y",
    empty="<c/>",
    row=("<row>", "</row>\n"),
)


def write_xlsx(path: Path, sheets: list[Sheet]) -> Path:
    """Write `sheets` to `path`, streaming."""
    with ZipFile(path, "w") as archive:
        entry(archive, "[Content_Types].xml", [_types(len(sheets))])
        entry(archive, "_rels/.rels", [_relations("officeDocument", ["xl/workbook.xml"])])
        entry(archive, "xl/workbook.xml", [_workbook(sheets)])
        parts = [f"worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)]
        entry(archive, "xl/_rels/workbook.xml.rels", [_relations("worksheet", parts)])
        for sheet, part in zip(sheets, parts, strict=True):
            entry(archive, f"xl/{part}", _sheet(sheet))
    return path


def _types(count: int) -> str:
    part = '<Override PartName="/xl/{}" ContentType="' + SPREADSHEET + '.{}+xml"/>'
    parts = [part.format("workbook.xml", "sheet.main")]
    parts += [part.format(f"worksheets/sheet{n}.xml", "worksheet") for n in range(1, count + 1)]
    rels = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    return f'{XML}<Types xmlns="{PACKAGE}/content-types">{rels}{"".join(parts)}</Types>'


def _relations(kind: str, targets: list[str]) -> str:
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, target in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'


def _workbook(sheets: list[Sheet]) -> str:
    entries = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, sheet in enumerate(sheets, 1)
    )
    return f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{entries}</sheets></workbook>'


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f'{XML}<worksheet xmlns="{MAIN}"><sheetData>\n'
    yield from rows(sheet, MARKUP)
    yield "</sheetData></worksheet>\n"
