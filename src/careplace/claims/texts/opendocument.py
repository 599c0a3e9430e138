"""An .odt file: its paragraphs, lists, tables, text boxes and notes, from content.xml alone; notes come last.

Deleted text of tracked changes is not read, nor are comments.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from careplace.claims.texts import safe_xml, zip_part
from careplace.claims.texts.passages import Passage, Position, Role, Table

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_BOX = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}text-box"
_NOTE = f"{_TEXT}note"
_NEVER = {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}sequence-decls"}
_SILENT = {*_NEVER, _NOTE, _BOX}
"""What is no part of the paragraph that it is in."""
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
    return iter([*_Reader().blocks(body, Role.PARAGRAPH), *_notes(body)])


def _notes(body: Element) -> Iterator[Passage | Table]:
    for number, note in enumerate(_inside(body, _NOTE), start=1):
        unit = note.get(f"{_TEXT}note-class", "footnote")
        for text in note.findall(f"{_TEXT}note-body"):
            yield from _Reader(unit if unit in ("footnote", "endnote") else "footnote", number).blocks(
                text, Role.PARAGRAPH
            )


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """Elements of a tag in an element, outside what is never read; those in one of them are its own."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in _NEVER:
            yield from _inside(child, tag)


class _Reader:
    """Reads blocks and counts their paragraphs; those of a note have its number."""

    def __init__(self, unit: str = "paragraph", note: int = 0):
        self.unit, self.note, self.count = unit, note, 0

    def blocks(self, parent: Element, role: Role) -> Iterator[Passage | Table]:
        for element in parent:
            if element.tag in _NEVER or element.tag == _NOTE:
                continue
            if element.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                yield from self._paragraph(element, Role.HEADING if element.tag.endswith("}h") else role)
                for box in _inside(element, _BOX):
                    yield from self.blocks(box, Role.PARAGRAPH)
            elif element.tag == f"{_TABLE}table":
                yield Table(tuple(self._row(row) for row in element.iter(f"{_TABLE}table-row")))
            else:
                yield from self.blocks(element, Role.ITEM if element.tag == f"{_TEXT}list-item" else role)

    def _paragraph(self, element: Element, role: Role) -> Iterator[Passage]:
        position = self._position()
        text = _words(element)
        if text.strip():
            yield Passage(text, role, ((0, position),))

    def _position(self) -> Position:
        self.count += 1
        return Position(self.note or self.count, 1, self.unit)

    def _row(self, row: Element) -> tuple[Passage, ...]:
        return tuple(self._cell(cell) for cell in row.findall(f"{_TABLE}table-cell"))

    def _cell(self, cell: Element) -> Passage:
        position = self._position()
        text = " ".join(_words(paragraph) for paragraph in cell.findall(f"{_TEXT}p")).strip()
        return Passage(text, Role.CELL, ((0, position),))


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
