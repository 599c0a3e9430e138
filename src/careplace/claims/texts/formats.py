"""The kinds of file that can be read, and the reader of each; what a reader gives is bounded, whatever the file says."""

from collections.abc import Callable, Iterable, Iterator

from careplace.claims.texts import csv_table, docx, opendocument, plain_text, webpage
from careplace.claims.texts.limits import LARGEST, MOST_CELLS, MOST_LETTERS, MOST_PASSAGES
from careplace.claims.texts.passages import Passage, Table


def _decoded(read_words: Callable) -> Callable:
    def reader(data: bytes):
        return read_words(decoded(data))

    return reader


def decoded(data: bytes) -> str:
    """The text of a file of words, with one kind of line end. Raises ValueError for bytes that are no text."""
    if b"\0" in data:
        raise ValueError("this is not text. Save it as UTF-8 text, Markdown, a web page or a .docx file.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Older office programs save text as Windows-1252, in which every quotation mark is one byte.
        text = data.decode("cp1252")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _pdf(data: bytes):
    # Here, since no other kind needs the library.
    from careplace.claims.texts import pdf

    return pdf.parts(data)


READERS: dict[str, Callable] = {
    ".md": _decoded(plain_text.parts),
    ".txt": _decoded(plain_text.parts),
    ".html": _decoded(webpage.parts),
    ".htm": _decoded(webpage.parts),
    ".csv": _decoded(csv_table.parts),
    ".docx": lambda data: docx.parts(data, LARGEST),
    ".odt": lambda data: opendocument.parts(data, LARGEST),
    ".pdf": _pdf,
}
BY_LINE = (".md", ".txt", ".csv")
"""Kinds that are read line by line, in time that grows with the file; all other parsers run in a process of their own."""


def parts(data: bytes, kind: str) -> tuple[Passage | Table, ...]:
    """The passages and tables of a file.

    Raises:
        ValueError: for bytes that are not of the kind, and for more words or cells than are read.
    """
    try:
        return tuple(bounded(READERS[kind](data)))
    except RecursionError as error:
        raise ValueError("too many parts inside one another. Save it again as text.") from error


def bounded(document_parts: Iterable[Passage | Table]) -> Iterator[Passage | Table]:
    """The same, refused from the first part that is too much."""
    letters = cells = 0
    for number, part in enumerate(document_parts, start=1):
        rows = part.rows if isinstance(part, Table) else ((part,),)
        letters += sum(len(cell.text) for row in rows for cell in row)
        cells += sum(len(row) for row in rows) if isinstance(part, Table) else 0
        if letters > MOST_LETTERS or cells > MOST_CELLS or number > MOST_PASSAGES:
            most = f"{MOST_PASSAGES:,} paragraphs, {MOST_LETTERS:,} letters or {MOST_CELLS:,} cells of tables"
            raise ValueError(f"more than {most}. Split it.")
        yield part
