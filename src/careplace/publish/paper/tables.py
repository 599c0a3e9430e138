"""A table of a page on paper: columns as wide as their words need, heads on every page, rows whole."""

from collections.abc import Callable

from lxml.html import HtmlElement

from careplace.publish.paper.calls import array, call, sequence
from careplace.publish.paper.columns import widths

Inside = Callable[[HtmlElement], list[str]]
LONG = 16
"""Rows: a table of more goes over to the next page, and its head with it. A shorter one is kept whole."""
SIZE, DENSE, BRIEF = 8.5, 7.0, 9.0
"""Of letters, in points: of a table, of a list of locations, and of a table of a brief."""


def table(element: HtmlElement, inside: Inside, room: float, brief: bool) -> str:
    """The call that draws a table.

    Args:
        element: the table.
        inside: the calls for what is in an element.
        room: points across the page.
        brief: whether it is of a brief.

    Raises:
        ValueError: for a table without one row of heads, or with a row that does not begin with its own head: the
            tags of the PDF name both for every cell.
    """
    (heads,), rows = element.findall("thead/tr"), element.findall("tbody/tr")
    if any([cell.tag for cell in row].count("th") != 1 or row[0].tag != "th" for row in rows):
        raise ValueError("a row of a table must begin with its head, and have no other")
    classes, (caption,) = element.get("class", "").split(), [element.find("caption")]
    size = DENSE if "locations" in classes else BRIEF if brief else SIZE
    room *= 0.65 if "short" in classes else 1
    return call(
        "table-of",
        [cell for row in rows for cell in _row(row, inside)],
        whole="true" if len(rows) < LONG else "false",
        width=f"{room:g}pt",
        caption=None if caption is None else call("caption", inside(caption)),
        columns=array(f"{width:.2f}pt" for width in widths(heads, rows, size, room)),
        align=array("right" if "n" in _classes(cell) else "left" for cell in heads),
        size=f"{size}pt",
        inset="2.1pt" if size == DENSE else None,
        header=array(call("th-cell", [sequence(inside(cell))]) for cell in heads),
    )


def _classes(cell: HtmlElement) -> set[str]:
    return set(cell.get("class", "").split())


def _row(row: HtmlElement, inside: Inside) -> list[str]:
    bold = "sum" in _classes(row)
    contents = [call("strong-text" if bold else "seq", inside(cell)) for cell in row]
    spans = [cell.get("colspan") for cell in row]
    return [
        f"table.cell(colspan: {n}, {words})" if n else words for n, words in zip(spans, contents, strict=True)
    ]
