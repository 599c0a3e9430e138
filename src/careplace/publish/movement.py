"""How a change in the mix of ratings is worded. The rules are here and nowhere else; docs/methods.md states them.

| words | when |
|---|---|
| increase, reduction | the number of services and their share both moved that way |
| small | the share moved by under 5 points or under a quarter of what it was: `careplace check` passes it as slight |
| large | neither of these, and the 95% interval of the change excludes zero |
| more services, a lower share (or the reverse) | the number and the share moved in opposite directions: both are printed |
| no clear change | the 95% interval of the change in points includes zero |
"""

from dataclasses import dataclass

from careplace.claims.checks.change_words import SLIGHT_PART, SLIGHT_POINTS
from careplace.figures import Figure
from careplace.publish import wording

SAME, ALIKE, OPPOSITE, SHARE_ALONE, NUMBER_ALONE = (
    "same",
    "alike",
    "opposite",
    "share alone",
    "number alone",
)


@dataclass(frozen=True)
class Movement:
    """The change of one level between two registers.

    `count` is the change in the number of services, `points` that in their share, in percentage points; None where too
    few are rated for a share. `share` is the share now.
    """

    level: str
    count: Figure
    points: Figure | None
    share: Figure | None

    @property
    def clear(self) -> bool:
        """Whether the 95% interval of the change in points excludes zero."""
        return wording.verdict(self.points) in ("higher", "lower")

    @property
    def kind(self) -> str:
        """Which sentence says it: "same", "alike", "opposite", "share alone" or "number alone"."""
        number, share = _sign(self.count.value), _sign(self._points)
        if self.points is None:
            return NUMBER_ALONE if number else SAME
        if not number:
            return SHARE_ALONE if share else SAME
        return ALIKE if share in (0, number) else OPPOSITE

    @property
    def way(self) -> str:
        """ "increase" or "reduction"."""
        return "increase" if _sign(self.count.value) > 0 else "reduction"

    @property
    def size(self) -> str:
        """ "small", "large" or ""; "" too where no share is given."""
        if self.points is None or self.points.value is None or self.share is None or self.share.value is None:
            return ""
        if slight(self._points, self.share.value * 100 - self.points.value):
            return "small"
        return "large" if self.clear else ""

    @property
    def _points(self) -> float:
        """The points as a reader sees them: −0.02 is written 0.0, and is then no movement."""
        return float(wording.rounded(self.points.value, 1)) if self.points and self.points.value else 0.0


def slight(points: float, before: float) -> bool:
    """Whether a share that was `before` (in %) and moved by `points` may be called slight, or small."""
    return abs(points) < SLIGHT_POINTS or abs(points) < float(SLIGHT_PART) * before


def _sign(value: float | None) -> int:
    return ((value or 0) > 0) - ((value or 0) < 0)
