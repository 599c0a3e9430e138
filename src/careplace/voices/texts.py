"""A text as codings refer to it: one kind of line end, positions in code points, and the digest of a quotation."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A stretch of a text, from code point `start` to `end`, excluded; it is never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a stretch of a text from {self.start} to {self.end}: expected 0 ≤ start < end")

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Quotation:
    """A span with the digest of its words, by which a text that changed under it is noticed."""

    span: Span
    digest: str

    def stands_in(self, text: str) -> bool:
        """Whether the text has the same words there."""
        return quotation(text, self.span) == self


def normalised(raw: str) -> str:
    """A text without a byte order mark, with one kind of line end, and else as it is, so that positions can be converted."""
    return raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def quotation(text: str, span: Span) -> Quotation:
    """The quotation of a span. Raises ValueError for one that reaches beyond the text."""
    if span.end > len(text):
        raise ValueError(f"the text has {len(text):,} characters; a quotation ends at {span.end:,}")
    words = text[span.start : span.end]
    return Quotation(span, hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest())


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text, which are its lines with something on them: the fixed segments of double coding."""
    spans, start = [], 0
    for line in text.split("\n"):
        if words := line.strip():
            indent = line.index(words[0]) if words else 0
            spans.append(Span(start + indent, start + indent + len(words)))
        start += len(line) + 1
    return spans
