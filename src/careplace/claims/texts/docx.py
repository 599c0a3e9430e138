"""A .docx file: its paragraphs, lists and tables, from word/document.xml alone.

Read with the standard library rather than python-docx: one part of the package is needed, and a bound on what it
unpacks to.
"""

from collections.abc import Iterator
from xml.etree import ElementTree

from careplace.claims.texts import safe_xml, zip_part
from careplace.claims.texts.passages import Passage, Position, Role, Table

_MAIN = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}


def parts(data: bytes, largest: int) -> Iterator[Passage | Table]:
    """Passages and tables of the document; positions are paragraphs, counted from 1.

    Raises:
        ValueError: for a file that is not a .docx document, or unpacks to more than `largest` bytes.
    """
    body = safe_xml.parse(zip_part.part(data, _MAIN, ".docx", largest)).find(f"{_W}body")
    if body is None:
        raise ValueError("the document has no body. Open it in a word processor and save it again as .docx.")
    return iter(list(_Reader().blocks(body)))


class _Reader:
    def __init__(self):
        self.count = 0

    def blocks(self, body: ElementTree.Element) -> Iterator[Passage | Table]:
        for element in body:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield Table(tuple(self._row(row) for row in element.iter(f"{_W}tr")))
            elif element.tag in (f"{_W}sdt", f"{_W}sdtContent"):
                yield from self.blocks(element)

    def _paragraph(self, element: ElementTree.Element, role: Role | None = None) -> Iterator[Passage]:
        self.count += 1
        text = _text(element)
        if text.strip():
            mark = (0, Position(self.count, 1, "paragraph"))
            yield Passage(text, role or _role(element), (mark,))

    def _row(self, row: ElementTree.Element) -> tuple[Passage, ...]:
        return tuple(self._cell(cell) for cell in row.findall(f"{_W}tc"))

    def _cell(self, cell: ElementTree.Element) -> Passage:
        self.count += 1
        # Not the paragraphs of tables inside it: their rows are rows of this table, and each is read once.
        own = [*cell.findall(f"{_W}p"), *cell.findall(f"{_W}sdt/{_W}sdtContent/{_W}p")]
        text = " ".join(_text(paragraph) for paragraph in own).strip()
        return Passage(text, Role.CELL, ((0, Position(self.count, 1, "paragraph")),))


def _text(paragraph: ElementTree.Element) -> str:
    """Words that are not deleted; deleted text of tracked changes is in w:delText and is not read."""
    return "".join(
        (run.text or "") if run.tag == f"{_W}t" else _BREAKS.get(run.tag, "") for run in paragraph.iter()
    )


def _role(paragraph: ElementTree.Element) -> Role:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = style.get(f"{_W}val", "") if style is not None else ""
    if name.lower().startswith(("heading", "title")):
        return Role.HEADING
    is_list_item = paragraph.find(f"{_W}pPr/{_W}numPr") is not None or name.lower().startswith("list")
    return Role.ITEM if is_list_item else Role.PARAGRAPH
