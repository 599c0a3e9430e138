"""Positions as other programs count them: over their own line ends, in code points or in UTF-16 units.

REFI-QDA counts code points. NVivo writes UTF-16 units: of the 188 selections of the project that we tried, 185 begin and
end at the edge of a word so counted, and 33 in code points. A text without characters beyond the first plane counts the
same in both.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

import numpy as np

from careplace.voices.texts import Span, normalised

FIRST_PLANE = 0xFFFF


class Unit(StrEnum):
    """What a position counts."""

    CODE_POINTS = "code points"
    UTF_16 = "UTF-16 units"


class Positions:
    """Our positions in a text next to those of a program that has `raw`, and counts in `unit`.

    `text` is ours. A position between the two characters of a line end, or the two units of a character, is taken as
    the one before.
    """

    def __init__(self, raw: str, unit: Unit):
        self.text = normalised(raw)
        points = _code_points(raw.removeprefix("\ufeff"))
        widths = 1 + (points > FIRST_PLANE) if unit == Unit.UTF_16 else np.ones_like(points)
        starts = np.concatenate([[0], np.cumsum(widths)])
        second = np.concatenate([[False], (points[1:] == ord("\n")) & (points[:-1] == ord("\r"))])
        self._theirs = starts[np.concatenate([~second[: points.size], [True]])]

    def ours(self, start: int, end: int) -> Span:
        """A span of their positions as ours.

        Raises:
            ValueError: for one that is empty or reaches beyond the text.
        """
        if not 0 <= start < end <= self._theirs[-1]:
            raise ValueError(
                f"a selection from {start} to {end}, in a text that has {self._theirs[-1]:,} positions"
            )
        first, last = np.searchsorted(self._theirs, [start, end], side="right") - 1
        return Span(int(first), int(max(last, first + 1)))

    def theirs(self, span: Span) -> tuple[int, int]:
        """A span of ours as they count it."""
        return int(self._theirs[span.start]), int(self._theirs[span.end])


def likely_unit(texts: Iterable[tuple[str, Sequence[tuple[int, int]]]]) -> Unit:
    """The unit in which more selections begin and end at the edge of a word; the standard's where both have as many.

    Args:
        texts: each as the program has it, and the positions of its selections.
    """
    pairs = [(raw, selections) for raw, selections in texts if selections]
    fitting = {
        unit: sum(_at_words(Positions(raw, unit), selections) for raw, selections in pairs) for unit in Unit
    }
    return Unit.UTF_16 if fitting[Unit.UTF_16] > fitting[Unit.CODE_POINTS] else Unit.CODE_POINTS


def _at_words(positions: Positions, selections: Sequence[tuple[int, int]]) -> int:
    """How many of the selections lie within the text and cut no word."""
    text, count = positions.text, 0
    for start, end in selections:
        try:
            span = positions.ours(start, end)
        except ValueError:
            continue
        cuts = [text[at - 1 : at + 1] for at in (span.start, span.end) if 0 < at < len(text)]
        count += not any(pair.isalnum() for pair in cuts)
    return count


def _code_points(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)
