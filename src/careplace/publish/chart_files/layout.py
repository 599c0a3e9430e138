"""How large a file of a chart and its letters are: for a slide, or for the column of a page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """Pixels of a file and of its letters.

    `letters` are those of a legend, a scale and a drawing; `headline`, `small` and `row` those of the finding, of notes and
    of the rows of a spine chart. `spine` are the columns of such a row: the measure, its strip, what it says; without them
    the three are below each other. `without` are the classes of a page's drawing that have no room.
    """

    width: int
    margin: int
    headline: float
    letters: float
    small: float
    row: float
    spine: tuple[int, int, int] | None
    without: frozenset[str] = frozenset()


WIDE = Layout(800, 24, headline=20, letters=14, small=13, row=13, spine=(228, 290, 210))
"""A file of its own, for a slide or a document."""
NARROW = Layout(
    360, 10, headline=18, letters=16, small=16, row=16, spine=None, without=frozenset(("gutter", "more"))
)
"""A picture in a text: on a telephone 320 pixels wide its letters are still 12 pixels tall. What it leaves out is what the
page leaves out there (outcome_charts.css): the names beside lines, which the legend has, and periods between others."""
