"""A .docx file: its paragraphs, lists, tables, text boxes and notes, in their order; notes come last.

Read with the standard library: python-docx drops text boxes, content controls and words that somebody put in while changes
were tracked. Words that were deleted or moved away are not read.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from xml.etree import ElementTree

from careplace.claims.texts import safe_xml, zip_part
from careplace.claims.texts.passages import Passage, Position, Role, Table

_MAIN = "word/document.xml"
_NOTES = {"word/footnotes.xml": "footnote", "word/endnotes.xml": "endnote"}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_BOX = f"{_W}txbxContent"
# A box is written twice, for newer and for older programs; what was moved stands where it came from, too.
_SILENT = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    f"{_W}moveFrom",
    f"{_W}del",
    f"{_W}pPr",
    _BOX,
}


def parts(data: bytes, largest: int) -> Iterator[Passage | Table]:
    """Passages and tables of the document; positions are paragraphs, counted from 1.

    Raises:
        ValueError: for a file that is not a .docx document, or unpacks to more than `largest` bytes.
    """
    body = safe_xml.parse(zip_part.part(data, _MAIN, ".docx", largest)).find(f"{_W}body")
    if body is None:
        raise ValueError("the document has no body. Open it in a word processor and save it again as .docx.")
    notes = (_notes(data, name, kind, largest) for name, kind in _NOTES.items())
    return iter([*_Reader().blocks(body), *chain.from_iterable(notes)])


def _notes(data: bytes, name: str, kind: str, largest: int) -> Iterator[Passage | Table]:
    if not zip_part.has(data, name):
        return
    for note in safe_xml.parse(zip_part.part(data, name, ".docx", largest)):
        if note.get(f"{_W}type") is None:  # others are the lines that part notes from the text
            number = note.get(f"{_W}id", "")
            yield from _Reader(kind, int(number) if number.isdecimal() and len(number) < 9 else 0).blocks(
                note
            )


class _Reader:
    """Reads blocks and counts their paragraphs; those of a note have its number."""

    def __init__(self, unit: str = "paragraph", note: int = 0):
        self.unit, self.note, self.count = unit, note, 0

    def blocks(self, body: Iterable[ElementTree.Element]) -> Iterator[Passage | Table]:
        for element in body:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
                yield from self.blocks(chain.from_iterable(_boxes(element)))
            elif element.tag == f"{_W}tbl":
                yield Table(tuple(self._row(row) for row in element.iter(f"{_W}tr")))
            elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
                yield from self.blocks(element)

    def _paragraph(self, element: ElementTree.Element, role: Role | None = None) -> Iterator[Passage]:
        position = self._position()
        text = _text(element)
        if text.strip():
            yield Passage(text, role or _role(element), ((0, position),))

    def _position(self) -> Position:
        self.count += 1
        return Position(self.note or self.count, 1, self.unit)

    def _row(self, row: ElementTree.Element) -> tuple[Passage, ...]:
        return tuple(self._cell(cell) for cell in row.findall(f"{_W}tc"))

    def _cell(self, cell: ElementTree.Element) -> Passage:
        position = self._position()
        # Not the paragraphs of tables inside it: their rows are rows of this table, and each is read once.
        own = [*cell.findall(f"{_W}p"), *cell.findall(f"{_W}sdt/{_W}sdtContent/{_W}p")]
        text = " ".join(_text(paragraph) for paragraph in own).strip()
        return Passage(text, Role.CELL, ((0, position),))


def _text(element: ElementTree.Element) -> str:
    """The words that a reader sees; those of boxes are passages of their own."""
    if element.tag == f"{_W}t":
        return element.text or ""
    if element.tag in _SILENT:
        return ""
    return _BREAKS.get(element.tag, "") + "".join(_text(child) for child in element)


def _boxes(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The text boxes that are anchored in an element, outside what is silent; boxes in a box are its own."""
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _SILENT:
            yield from _boxes(child)


def _role(paragraph: ElementTree.Element) -> Role:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = style.get(f"{_W}val", "") if style is not None else ""
    if name.lower().startswith(("heading", "title")):
        return Role.HEADING
    is_list_item = paragraph.find(f"{_W}pPr/{_W}numPr") is not None or name.lower().startswith("list")
    return Role.ITEM if is_list_item else Role.PARAGRAPH
