"""How wide the columns of a table on paper are, from the words of its cells.

Calculated here and not from the layout of every cell, so that the parts of one list look alike and a long list is quick.
"""

import re

import numpy as np
from lxml.html import HtmlElement

from careplace.publish.chart_files.text_widths import text_width

GAP = 7.0
"""Points between two columns."""
_SHORT = 64.0
"""Points: the lines of a column of numbers, intervals, dates or postcodes are shorter, and none is broken."""
_WIDEST = 170.0
_WHITE = re.compile(r"\s+")


def widths(heads: HtmlElement, rows: list[HtmlElement], size: float, room: float) -> list[float]:
    """The width of each column in points, which together are `room`.

    A column gets what its words want where all fit, and else at least its longest word, as browsers do it.

    Args:
        heads: the row of heads.
        rows: the other rows; those with a cell that spans columns say nothing of widths.
        size: of the letters, in points.
        room: points across.
    """
    whole_rows = [row for row in rows if len(row) == len(heads)]
    columns = [[head, *(row[n] for row in whole_rows)] for n, head in enumerate(heads)]
    least, wanted = np.array([_least_and_wanted(column, size) for column in columns]).T
    return [float(width) for width in shared(least, wanted, room)]


def shared(least: np.ndarray, wanted: np.ndarray, room: float) -> np.ndarray:
    """Widths between `least` and `wanted` that fill `room`, or in proportion where it is more or less than these."""
    if wanted.sum() <= room:
        return wanted * room / wanted.sum()
    if least.sum() >= room:
        return least * room / least.sum()
    return least + (wanted - least) * (room - least.sum()) / (wanted - least).sum()


def _least_and_wanted(column: list[HtmlElement], size: float) -> tuple[float, float]:
    head, *cells = ([text_width(line, size, cell.tag == "th") for line in _lines(cell)] for cell in column)
    words = (word for cell in column for line in _lines(cell) for word in line.split())
    word = max((text_width(word, size, bold=True) for word in words), default=0.0)
    lines = np.array([width for widths in cells for width in widths] or head)
    longest = float(lines.max())
    least = max(word, longest if longest <= _SHORT else 0)
    return least + GAP, max(least, max(head) / 2, min(float(np.quantile(lines, 0.9)), _WIDEST)) + GAP


def _lines(cell: HtmlElement) -> list[str]:
    """The words of a cell; a remark under them is a line of its own."""
    lines = [""]
    for part in cell.iter():
        if part.tag in ("small", "br"):
            lines.append("")
        lines[-1] += (part.text or "") + ("" if part is cell else part.tail or "")
    return [_WHITE.sub(" ", line).strip() for line in lines]
