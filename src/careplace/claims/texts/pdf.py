"""A PDF file: the words of its pages, in the order in which they were written to it. Pictures of text are not read.

A PDF has lines and no paragraphs. Lines that fill the page's width are one paragraph with the line that follows; a
shorter one ends it, as does a mark of a list.
"""

import re
from collections.abc import Iterator

import pypdfium2 as pdfium

from careplace.claims.texts.limits import MOST_LETTERS
from careplace.claims.texts.passages import Passage, Position, Role

MOST_PAGES = 1_000
_ITEM = re.compile(r"^\s*(?:[-*•◦▪●–]|\d{1,2}[.)])\s+(?=\S)")
_FULL = 0.7
"""The part of the page's longest line from which a line may run on into the next."""


def parts(data: bytes) -> Iterator[Passage]:
    """Passages of the document; positions are pages.

    Raises:
        ValueError: for a file that is no PDF, needs a password, has too many pages, or holds no words.
    """
    passages = list(_passages(_opened(data)))
    if not passages:
        raise ValueError(
            "no words in it: a PDF of pictures. Give the document that it was made from, or read it by OCR."
        )
    return iter(passages)


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
        pages = len(document)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        says = (
            "it needs a password. Save it without one."
            if locked
            else f"not a PDF file that can be read ({error})."
        )
        raise ValueError(says) from error
    if pages > MOST_PAGES:
        raise ValueError(f"{pages:,} pages are more than the {MOST_PAGES:,} that are read. Split it.")
    return document


def _passages(document: pdfium.PdfDocument) -> Iterator[Passage]:
    letters = 0
    for number in range(len(document)):
        text = _page(document, number)
        letters += len(text)
        if letters > MOST_LETTERS:
            raise ValueError(f"more than {MOST_LETTERS:,} letters. Split it.")
        for words, role in _blocks(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
            yield Passage(words, role, ((0, Position(number + 1, 0, "page")),))


def _page(document: pdfium.PdfDocument, number: int) -> str:
    try:
        return document[number].get_textpage().get_text_bounded(errors="replace")
    except pdfium.PdfiumError as error:
        raise ValueError(f"page {number + 1} cannot be read ({error}). Save it again as PDF.") from error


def _blocks(lines: list[str]) -> Iterator[tuple[str, Role]]:
    longest = max((len(line) for line in lines), default=0)
    block: list[str] = []
    role = Role.PARAGRAPH
    for line in lines:
        item = _ITEM.match(line)
        if block and (item or not line.strip()):
            yield _joined(block), role
            block = []
        if not block:
            role = Role.ITEM if item else Role.PARAGRAPH
        if line.strip():
            block.append(line[item.end() :] if item else line)
        if block and len(line) < _FULL * longest:
            yield _joined(block), role
            block = []
    if block:
        yield _joined(block), role


def _joined(lines: list[str]) -> str:
    """Lines as one; a word that a soft hyphen (PDFium writes U+FFFE for it) parts at a line's end is put together."""
    return re.sub(r"[\ufffe\u00ad]\s*", "", " ".join(line.strip() for line in lines))
