"""A text as the checker sees it: passages, list items and tables in order, each knowing where it stood."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from careplace.claims.texts.limits import LONGEST_SENTENCE, MOST_TOKENS


class Role(StrEnum):
    """What a passage is in its text."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADING = "heading"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Position:
    """Where words stand: `unit` is "line", "paragraph" or "row"; numbers and columns begin at 1, 0 is unknown."""

    number: int
    column: int = 0
    unit: str = "line"

    def __str__(self) -> str:
        return f"{self.unit} {self.number}" + (f", column {self.column}" if self.column else "")


@dataclass(frozen=True, slots=True)
class Passage:
    """Text of one block. `marks` are (offset, position) in the order of offsets; an offset between is calculated."""

    text: str
    role: Role
    marks: tuple[tuple[int, Position], ...]

    def position(self, offset: int) -> Position:
        """Where the character at `offset` stood in the file."""
        index = max(0, bisect_right(self.marks, offset, key=lambda mark: mark[0]) - 1)
        start, near = self.marks[index]
        return Position(near.number, near.column + offset - start if near.column else 0, near.unit)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the head's first; `caption` is "" where there is none."""

    rows: tuple[tuple[Passage, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file read: its passages and tables in their order."""

    name: str
    parts: tuple[Passage | Table, ...]

    @property
    def passages(self) -> list[Passage]:
        return [part for part in self.parts if isinstance(part, Passage)]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage, from `start` of its text.

    `before` is the sentence or heading that precedes it, `after` the one that follows it in its passage.
    """

    text: str
    passage: Passage
    start: int
    before: str = field(default="", compare=False)
    after: str = field(default="", compare=False)

    def position(self, offset: int) -> Position:
        return self.passage.position(self.start + offset)

    def quote(self, start: int, end: int) -> str:
        """The words, with the bracket or quotation mark that closes one opened in them."""
        for opening, closing in ("‘’", "“”", "()"):
            quoted = self.text[start:end]
            closed = len(
                re.findall(rf"\{closing}(?!\w)", quoted)
            )  # the apostrophe of "nation’s" closes nothing
            end += quoted.count(opening) > closed and self.text[end : end + 1] == closing
        return folded(self.text[start:end])


# A full stop ends a sentence when a space and a capital, a digit or a quotation follow; "e.g. Good" does not.
_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bapprox)(?<!\bvs)(?<!\bNo)[.!?][\"'’”)]*\s+(?=[\"'‘“(]?[A-Z0-9])"
)


def sentences(document: Document) -> Iterator[Sentence]:
    """Every sentence outside the tables that is no longer than one is read: see `limits` and `too_long`."""
    before = ""
    for passage in document.passages:
        spans = [(i, j) for i, j in sentence_spans(passage.text) if j - i <= LONGEST_SENTENCE]
        texts = [passage.text[i:j] for i, j in spans]
        for n, ((start, _end), text) in enumerate(zip(spans, texts, strict=True)):
            yield Sentence(text, passage, start, before, texts[n + 1] if n + 1 < len(texts) else "")
            before = text


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a text begins, and where the next one does; stretches without a word are none."""
    ends = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return [(i, j) for i, j in pairwise(ends) if text[i:j].strip()]


def too_long(document: Document) -> list[Passage]:
    """Passages with a sentence that is longer than one is read, or holds more numbers."""
    return [passage for passage in document.passages if _too_long(passage.text)]


def _too_long(text: str) -> bool:
    ends = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return any(
        j - i > LONGEST_SENTENCE or len(_DIGITS.findall(text[i:j])) > MOST_TOKENS for i, j in pairwise(ends)
    )


_DIGITS = re.compile(r"\d[\d.,]*")


def folded(text: str) -> str:
    """A quotation on one line, without what would move a terminal's cursor or leave a space before a colon."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return re.sub(r"\s+([:;,.)])", r"\1", " ".join(printable.split()))
