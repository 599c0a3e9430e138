"""The text of a document, all of it: what a reader of the document sees, a line a paragraph or a row of a table."""

from pathlib import PurePath

from careplace.claims.texts import formats, reader_process
from careplace.claims.texts.limits import LARGEST
from careplace.claims.texts.passages import Passage, Table
from careplace.voices.texts import normalised

KINDS = (".txt", ".docx", ".odt", ".pdf")
CELLS = "\t"
"""Between the cells of a row."""


class UnreadableSource(ValueError):
    """A document that is not read; the message names it and says what to do."""


def extract(name: str, data: bytes) -> str:
    """The text of a document, in positions of ours (`texts.normalised`).

    Documents are read in a process of their own, with limits of time and memory.

    Raises:
        UnreadableSource: for another kind of file, a damaged or hostile one, one that is too large, and one without words.
    """
    kind = PurePath(name).suffix.lower()
    if kind not in KINDS:
        raise UnreadableSource(f"{name}: give one of {', '.join(KINDS)}.")
    if len(data) > LARGEST:
        raise UnreadableSource(
            f"{name}: {len(data):,} bytes is more than the {LARGEST:,} that are read. Split it."
        )
    try:
        text = (
            normalised(formats.decoded(data)) if kind == ".txt" else _lines(reader_process.parts(data, kind))
        )
    except ValueError as error:
        raise UnreadableSource(f"{name}: {error}") from error
    if not text.strip():
        raise UnreadableSource(f"{name}: there are no words in it.")
    return text


def _lines(parts: tuple[Passage | Table, ...]) -> str:
    return "".join(f"{line}\n" for part in parts for line in _of_part(part))


def _of_part(part: Passage | Table) -> list[str]:
    if isinstance(part, Table):
        return [CELLS.join(_one_line(cell.text) for cell in row) for row in part.rows]
    return [_one_line(part.text)]


def _one_line(text: str) -> str:
    """The words of a paragraph on one line, for a line is a paragraph."""
    return " ".join(text.split())
