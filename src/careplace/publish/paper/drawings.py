"""The drawings of a page: SVG inside its HTML, which Typst takes as pictures of a known size."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

_TAG = re.compile(r"<(/?)svg\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_TITLE = re.compile(r"<title\b[^>]*>(.*?)</title>", re.DOTALL)
_FAMILY = re.compile(r' font-family="[^"]*"')
TALLEST = 860.0
"""Pixels: a taller drawing is scaled down, or a page would cut it off."""


@dataclass(frozen=True)
class Drawing:
    """One SVG element of a page: its attributes and what is inside it."""

    attributes: dict[str, str]
    inner: str

    @property
    def words(self) -> str:
        """What is read aloud instead of it; empty where the page gives none."""
        title = _TITLE.search(self.inner)
        return " ".join(unescape(title[1]).split()) if title else ""

    @property
    def width(self) -> float | None:
        """Pixels across; None where it stretches over what there is."""
        width = self.attributes.get("width", "100%")
        return None if width.endswith("%") else float(width)

    @property
    def height(self) -> float:
        return float(self.attributes["height"])

    def size(self, room: float) -> tuple[float, float]:
        """(width, height) on paper in pixels, where there are `room` pixels across."""
        width = self.width or room
        scale = min(1.0, room / width, TALLEST / self.height)
        return width * scale, self.height * scale

    def svg(self, room: float, font: str) -> str:
        """A whole SVG file: positions in percent and letters keep their size at every width."""
        fixed = {
            "xmlns": "http://www.w3.org/2000/svg",
            "font-family": font,
            "width": f"{self.width or room:g}",
        }
        attributes = "".join(
            f' {name}="{escape(value)}"' for name, value in (self.attributes | fixed).items()
        )
        return f"<svg{attributes}>{_FAMILY.sub('', self.inner)}</svg>"


def without_drawings(html: str) -> tuple[str, list[Drawing]]:
    """(the page with an empty `img` for each drawing, the drawings in their order).

    The name of the `img` is the drawing's index. Elements of SVG are a third of a page, and nothing of its text.
    """
    drawings: list[Drawing] = []
    parts, end = [], 0
    for opening, closing in _outermost(html):
        attributes = dict(_ATTRIBUTE.findall(opening[0]))
        parts += [html[end : opening.start()], f'<img name="{len(drawings)}">']
        drawings.append(
            Drawing({k: unescape(v) for k, v in attributes.items()}, html[opening.end() : closing.start()])
        )
        end = closing.end()
    return "".join([*parts, html[end:]]), drawings


def _outermost(html: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """The opening and the closing tag of each drawing that is inside no other; one without anything inside is none."""
    opened: list[re.Match[str]] = []
    for tag in _TAG.finditer(html):
        if tag[0].endswith("/>"):
            continue
        if not tag[1]:
            opened.append(tag)
        elif len(opened) == 1:
            yield opened.pop(), tag
        else:
            opened.pop()
