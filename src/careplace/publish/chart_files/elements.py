"""The figure of a page as elements: what `careplace.publish` wrote, never what a reader sent."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tinyhtml5 import parse

from careplace.publish.chart_files.text_widths import text_width

Words = list[tuple[str, bool]]
"""Words of a text, each with whether it is bold."""
_PIECE = re.compile(r"\s+|\S+")
_UNWANTED = ("id", "class", "role", "focusable", "font-family")


def parsed(html: str) -> tuple[Element, Element]:
    """(the body, its first figure) of a piece of HTML, with the tags of SVG as plain names ("svg", "path").

    Raises:
        ValueError: when there is no figure in it.
    """
    # Inside a div, or the parser would put the definitions of patterns into the head.
    root = parse(f"<!DOCTYPE html><div>{html}</div>", namespace_html_elements=False)
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    body = next(root.iter("body"))
    figure = body.find(".//figure")
    if figure is None:
        raise ValueError("no figure in the HTML of a chart")
    return body, figure


def classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def words(element: Element, without: str = "") -> Words:
    """The words of an element in the order of its text; those of drawings and of class or tag `without` are left out.

    A word that is partly bold is as bold as its first letter.
    """
    pieces: Words = []
    ended = True
    for text, bold in _texts(element, element.tag in ("b", "strong"), without):
        for n, piece in enumerate(_PIECE.findall(text)):
            if piece.isspace():
                ended = True
            elif ended or n:
                pieces, ended = [*pieces, (piece, bold)], False
            else:
                pieces[-1] = (pieces[-1][0] + piece, pieces[-1][1])
    return pieces


def text_of(element: Element, without: str = "") -> str:
    """The words of an element as one text."""
    return _joined("".join(text for text, _bold in _texts(element, False, without)))


def _texts(element: Element, bold: bool, without: str) -> Iterator[tuple[str, bool]]:
    yield element.text or "", bold
    for child in element:
        if child.tag != "svg" and not (without and without in (child.tag, *classes(child))):
            yield from _texts(child, bold or child.tag in ("b", "strong"), without)
        yield child.tail or "", bold


def _joined(text: str) -> str:
    return " ".join(text.split())


def wrapped(text: Words, size: float, width: float) -> list[Words]:
    """The words in lines of at most `width` pixels; a longer word has a line of its own."""
    lines: list[Words] = []
    left = 0.0
    for word, bold in text:
        wide = text_width(word, size, bold)
        if lines and wide + text_width(" ", size, bold) <= left:
            lines[-1].append((word, bold))
            left -= wide + text_width(" ", size, bold)
        else:
            lines.append([(word, bold)])
            left = width - wide
    return lines


def copied(element: Element, without: frozenset[str] = frozenset()) -> Element:
    """A drawing's element for a file: without what only a page needs, nor the spaces between its tags.

    Args:
        without: classes of elements that are left out.
    """
    attributes = {
        name: value
        for name, value in element.attrib.items()
        if name not in _UNWANTED and not name.startswith(("aria-", "data-"))
    }
    copy = Element(element.tag, attributes)
    copy.text = (element.text or "").strip("\n") if element.tag in ("text", "tspan", "title") else None
    for child in element:
        if child.tag in ("desc", "title") and element.tag == "svg":
            continue  # the file's own title says it
        if without & set(classes(child)):
            continue
        piece = copied(child, without)
        piece.tail = child.tail if element.tag in ("text", "tspan") else None
        copy.append(piece)
    return copy
