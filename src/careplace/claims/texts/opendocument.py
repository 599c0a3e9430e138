"""An .odt file: its paragraphs, lists and tables, from content.xml alone. Deleted text of tracked changes is not read."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from careplace.claims.texts import safe_xml, zip_part
from careplace.claims.texts.passages import Passage, Position, Role, Table

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SILENT = {f"{_TEXT}tracked-changes", f"{_TEXT}note", f"{_OFFICE}annotation", f"{_TEXT}sequence-decls"}
_BREAKS = {f"{_TEXT}tab": " ", f"{_TEXT}line-break": " "}
MOST_SPACES = 20
"""A run of spaces is written as a count, which is not trusted; so are repeated cells, which are read once."""


def parts(data: bytes, largest: int) -> Iterator[Passage | Table]:
    """Passages and tables of the document; positions are paragraphs, counted from 1.

    Raises:
        ValueError: for a file that is not an .odt document, or unpacks to more than `largest` bytes.
    """
    root = safe_xml.parse(zip_part.part(data, "content.xml", ".odt", largest))
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise ValueError("the document has no text. Open it in a word processor and save it again as .odt.")
    return iter(list(_Reader().blocks(body, Role.PARAGRAPH)))


class _Reader:
    def __init__(self):
        self.count = 0

    def blocks(self, parent: Element, role: Role) -> Iterator[Passage | Table]:
        for element in parent:
            if element.tag in _SILENT:
                continue
            if element.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                yield from self._paragraph(element, Role.HEADING if element.tag.endswith("}h") else role)
            elif element.tag == f"{_TABLE}table":
                yield Table(tuple(self._row(row) for row in element.iter(f"{_TABLE}table-row")))
            else:
                yield from self.blocks(element, Role.ITEM if element.tag == f"{_TEXT}list-item" else role)

    def _paragraph(self, element: Element, role: Role) -> Iterator[Passage]:
        self.count += 1
        text = _words(element)
        if text.strip():
            yield Passage(text, role, ((0, Position(self.count, 1, "paragraph")),))

    def _row(self, row: Element) -> tuple[Passage, ...]:
        return tuple(self._cell(cell) for cell in row.findall(f"{_TABLE}table-cell"))

    def _cell(self, cell: Element) -> Passage:
        self.count += 1
        text = " ".join(_words(paragraph) for paragraph in cell.findall(f"{_TEXT}p")).strip()
        return Passage(text, Role.CELL, ((0, Position(self.count, 1, "paragraph")),))


def _words(element: Element) -> str:
    pieces = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            many = child.get(f"{_TEXT}c", "1")
            pieces.append(" " * min(MOST_SPACES, int(many) if many.isdecimal() and len(many) < 4 else 1))
        elif child.tag not in _SILENT:
            pieces.append(_BREAKS.get(child.tag, "") + _words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
