"""Opens a file of words, whatever of the four kinds it is, within a bound."""

from collections.abc import Callable
from pathlib import Path

from careplace.claims import paper, plain, webpage, worksheet
from careplace.claims.passages import Document

LARGEST = 20 * 2**20
"""Bytes of a file, and of what a packed file unpacks to. The longest local account we know has under 10 MB."""


class UnreadableText(ValueError):
    """A file that cannot be checked; the message names it and says what to do."""


def read(path: Path) -> Document:
    """The file's passages and tables.

    Raises:
        UnreadableText: for a kind that is not known, a file that is too large, or bytes that are not what the
            file's name says.
        OSError: where the file cannot be opened.
    """
    path = Path(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableText(f"{path.name}: not a kind of text that can be checked. Give one of {known()}.")
    if (size := path.stat().st_size) > LARGEST:
        raise UnreadableText(
            f"{path.name}: {size:,} bytes is more than the {LARGEST:,} that are read. Split it."
        )
    try:
        return Document(path.name, tuple(reader(path.read_bytes())))
    except (ValueError, UnicodeDecodeError) as error:
        raise UnreadableText(f"{path.name}: {error}") from error


def read_text(text: str, name: str = "text") -> Document:
    """The passages and tables of words at hand: a page if they begin with a tag, else plain text or Markdown."""
    page = text.lstrip()[:1] == "<"
    return Document(name, tuple(webpage.parts(text) if page else plain.parts(text)))


def known() -> str:
    """The kinds of file, for messages."""
    return ", ".join(_READERS)


def _decoded(read_words: Callable) -> Callable:
    def reader(data: bytes):
        return read_words(_words(data))

    return reader


def _words(data: bytes) -> str:
    if b"\0" in data:
        raise ValueError("this is not text. Save it as UTF-8 text, Markdown, a web page or a .docx file.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Older office programs save text as Windows-1252, in which every quotation mark is one byte.
        text = data.decode("cp1252")
    return text.replace("\r\n", "\n").replace("\r", "\n")


_READERS: dict[str, Callable] = {
    ".md": _decoded(plain.parts),
    ".txt": _decoded(plain.parts),
    ".html": _decoded(webpage.parts),
    ".htm": _decoded(webpage.parts),
    ".csv": _decoded(worksheet.parts),
    ".docx": lambda data: paper.parts(data, LARGEST),
}
