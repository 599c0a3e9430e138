"""A text with what was coded in it, paragraph by paragraph: stretches that codings share, and the codings in order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from careplace.casework.reviews.coding.models import Coding
from careplace.voices.texts import Span, paragraphs


@dataclass(frozen=True)
class Stretch:
    """Words that the same codings have; `ends` are the numbers of those that end with them."""

    words: str
    numbers: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its stretches, and (number, coding) of the codings that begin in it."""

    span: Span
    stretches: tuple[Stretch, ...]
    codings: tuple[tuple[int, Coding], ...]


def marked(content: str, codings: Sequence[Coding], spans: Sequence[Span] | None = None) -> list[Paragraph]:
    """The paragraphs of a text, or those of `spans`; codings are numbered from 1, in the order of the text.

    Args:
        codings: those whose words are in `content`.
    """
    ordered = list(enumerate(sorted(codings, key=lambda c: (c.start, c.end, str(c.pk))), start=1))
    chosen = paragraphs(content) if spans is None else spans
    return [_paragraph(content, span, ordered) for span in chosen]


def _paragraph(content: str, span: Span, ordered: Iterable[tuple[int, Coding]]) -> Paragraph:
    inside = [(n, c) for n, c in ordered if c.start < span.end and span.start < c.end]
    edges = {span.start, span.end}
    edges |= {at for _, c in inside for at in (c.start, c.end) if span.start < at < span.end}
    cuts = sorted(edges)
    stretches = [_stretch(content, start, end, span, inside) for start, end in pairwise(cuts)]
    begins = tuple((n, c) for n, c in inside if c.start >= span.start)
    return Paragraph(span, tuple(stretches), begins)


def _stretch(content: str, start: int, end: int, span: Span, inside: list[tuple[int, Coding]]) -> Stretch:
    numbers = tuple(n for n, c in inside if c.start < end and start < c.end)
    last = end == span.end
    ends = tuple(n for n, c in inside if c.end == end or (last and c.end > end and c.start < end))
    return Stretch(content[start:end], numbers, ends)
