"""Opens a file of words, of any kind that can be read, within a bound."""

from pathlib import Path

from careplace.claims.texts import formats, plain_text, reader_process, webpage
from careplace.claims.texts.limits import LARGEST
from careplace.claims.texts.passages import Document


class UnreadableText(ValueError):
    """A file that cannot be checked; the message names it and says what to do."""


def read_document(path: Path) -> Document:
    """The file's passages and tables.

    Raises:
        UnreadableText: for a kind that cannot be read, a file that is too large or takes too long, or bytes that are
            not what the file's name says.
        OSError: where the file cannot be opened.
    """
    path = Path(path)
    kind = path.suffix.lower()
    if kind not in formats.READERS:
        raise UnreadableText(
            f"{path.name}: not a kind of text that can be checked. Give one of {file_kinds()}."
        )
    if not path.is_file():
        raise UnreadableText(f"{path.name}: not a file. Give one of {file_kinds()}.")
    if (size := path.stat().st_size) > LARGEST:
        raise UnreadableText(
            f"{path.name}: {size:,} bytes is more than the {LARGEST:,} that are read. Split it."
        )
    try:
        return Document(
            path.name, (formats if kind in formats.BY_LINE else reader_process).parts(path.read_bytes(), kind)
        )
    except ValueError as error:
        raise UnreadableText(f"{path.name}: {error}") from error


def read_text(text: str, name: str = "text") -> Document:
    """The passages and tables of words at hand: a page if they begin with a tag, else plain text or Markdown."""
    page = text.lstrip()[:1] == "<"
    return Document(name, tuple(webpage.parts(text) if page else plain_text.parts(text)))


def file_kinds() -> str:
    """The kinds of file, for messages."""
    return ", ".join(formats.READERS)
