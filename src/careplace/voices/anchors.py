"""Where a quotation stands after its text was edited or redacted.

A quotation whose words are all kept, next to one another, moves with them. One whose words changed is proposed where its
text now is, and a person decides; so does a person where nothing of it is left. Nothing is ever coded that nobody read.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from careplace.voices.texts import Span

LARGEST = 4_000_000
"""Words of an old stretch times those of the new: beyond it, lines that changed are not compared word by word."""
LEAST_KEPT = 1 / 3
"""The part of a quotation that must be left for a proposal: any two sentences share some small words."""
_WORDS = re.compile(r"\w+|\W")


class Outcome(StrEnum):
    """What became of a quotation."""

    KEPT = "kept"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span of the old text, what became of it, and its span in the new text: None where it is gone."""

    old: Span
    outcome: Outcome
    new: Span | None


@dataclass(frozen=True, slots=True)
class _Block:
    """A stretch that both texts have: from `old` in the one and `new` in the other."""

    old: int
    new: int
    length: int


def anchors(old: str, new: str, spans: Iterable[Span]) -> list[Anchor]:
    """What became of each span of the old text, in their order."""
    blocks = list(_blocks(old, new))
    starts = [block.old for block in blocks]
    return [_anchor(span, blocks, starts) for span in spans]


def _anchor(span: Span, blocks: list[_Block], starts: list[int]) -> Anchor:
    first = max(0, bisect_right(starts, span.start) - 1)
    last = bisect_right(starts, span.end - 1)
    kept = [part for block in blocks[first:last] if (part := _kept(span, block))]
    letters, length = sum(part.end - part.start for part in kept), span.end - span.start
    if letters < LEAST_KEPT * length:
        return Anchor(span, Outcome.GONE, None)
    new = Span(kept[0].start, kept[-1].end)
    whole = letters == length == new.end - new.start
    return Anchor(span, Outcome.KEPT if whole else Outcome.CHANGED, new)


def _kept(span: Span, block: _Block) -> Span | None:
    """The part of a span that a block keeps, in the new text."""
    start, end = max(span.start, block.old), min(span.end, block.old + block.length)
    return Span(start + block.new - block.old, end + block.new - block.old) if start < end else None


def _blocks(old: str, new: str) -> Iterator[_Block]:
    """The stretches that both have: line by line first, then word by word in the lines that changed."""
    old_at = new_at = 0
    for equal, left, right in _compared(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        if equal:
            yield _Block(old_at, new_at, len(left))
        elif left and right:
            yield from _words(left, right, old_at, new_at)
        old_at, new_at = old_at + len(left), new_at + len(right)


def _words(old: str, new: str, old_at: int, new_at: int) -> Iterator[_Block]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) * len(after) > LARGEST:
        return
    for equal, left, right in _compared(before, after):
        if equal:
            yield _Block(old_at, new_at, len(left))
        old_at, new_at = old_at + len(left), new_at + len(right)


def _compared(before: list[str], after: list[str]) -> Iterator[tuple[bool, str, str]]:
    """Both texts, stretch by stretch: whether it is the same in both, and as each has it."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield tag == "equal", "".join(before[i1:i2]), "".join(after[j1:j2])
