"""The blocks of a figure, laid out from top to bottom: each kind that the macros of charts write.

| block of the page | in the file |
|---|---|
| `figcaption` | the headline, and below it what is drawn |
| `ul.legend` | signs with their words, in lines |
| `div.axes` | the scale, the drawing, the names of its lines |
| `div.plot` | a drawing as wide as the file |
| `ul.spine` | rows of a measure's name, its strip and its values |
| `svg.map` | a map |
| `p` | a note; a heading where it is `.parting` |
"""

from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from careplace.publish.chart_files import elements
from careplace.publish.chart_files.elements import Words
from careplace.publish.chart_files.text_widths import text_width
from careplace.publish.charts.marks import FILLS, INK, INKS

MARGIN = 24
SOFT = "#484949"
LEGEND = 14
"""Pixels of the letters of a legend, a scale and a drawing."""
GAP = 18
"""Pixels between two entries of a legend."""
LINE = 1.35
"""Height of a line of text, as a multiple of its letters."""
MAP = 560
SPINE = (228, 290, 210)
"""Pixels of a spine chart's columns: the measure, its strip, what it says."""


class Sheet:
    """A file being filled: `parts` are its elements, `y` the pixels from the top that are taken."""

    def __init__(self, width: int):
        self.width, self.y = width - 2 * MARGIN, float(MARGIN)
        self.parts: list[Element] = []

    @property
    def height(self) -> int:
        return round(self.y + MARGIN / 2)

    def add(self, block: Element) -> None:
        """Lay out one block of the figure; one that no table above names is not for a file."""
        kinds = [f"{block.tag}.{name}" for name in elements.classes(block)]
        layout = next((_LAYOUTS[kind] for kind in (*kinds, block.tag) if kind in _LAYOUTS), None)
        if layout is not None:
            layout(self, block)

    def text(self, words: Words, size: float, fill: str = INK, weight: str = "") -> None:
        """A paragraph across the whole file."""
        lines = elements.wrapped([(word, bold or bool(weight)) for word, bold in words], size, self.width)
        self.parts += text_lines(lines, MARGIN, self.y, size, fill)
        self.y += len(lines) * size * LINE

    def rule(self) -> None:
        """A thin line across, before the source."""
        y = str(round(self.y + 10))
        ends = {"x1": str(MARGIN), "x2": str(MARGIN + self.width), "y1": y, "y2": y}
        self.parts.append(Element("line", {**ends, "stroke": "#b1b4b6"}))
        self.y += 18

    def drawing(self, svg: Element, x: float, width: float, height: float, y: float | None = None) -> None:
        """A drawing of the page at a place of its own; percentages in it are of `width`."""
        box = {"x": f"{x:g}", "y": f"{self.y if y is None else y:g}", "width": f"{width:g}"}
        drawing = elements.copied(svg)
        # Its own size and class of letters are those of a page that stretches.
        drawing.attrib = {
            **{name: svg.attrib[name] for name in ("viewBox", "fill") if name in svg.attrib},
            **box,
            "height": f"{height:g}",
            "overflow": "visible",
            "font-size": str(LEGEND),
        }
        self.parts.append(drawing)


def text_lines(lines: list[Words], x: float, y: float, size: float, fill: str) -> list[Element]:
    """Lines of words, the first with its top at `y`; bold words are bold."""
    return [
        _text_line(line, x, y + size * (1 + n * LINE) - size * 0.1, size, fill)
        for n, line in enumerate(lines)
    ]


def _text_line(line: Words, x: float, y: float, size: float, fill: str) -> Element:
    text = Element("text", {"x": f"{x:g}", "y": f"{y:.1f}", "font-size": f"{size:g}", "fill": fill})
    if all(bold for _word, bold in line):
        text.set("font-weight", "700")
        text.text = " ".join(word for word, _bold in line)
        return text
    text.text = ""
    for n, (word, bold) in enumerate(line):
        spaced = f" {word}" if n else word
        if bold:
            SubElement(text, "tspan", {"font-weight": "700"}).text = spaced
        elif len(text):
            text[-1].tail = (text[-1].tail or "") + spaced
        else:
            text.text += spaced
    return text


def _caption(sheet: Sheet, block: Element) -> None:
    sheet.text(elements.words(block, without="what"), 20, weight="bold")
    what = block.find(".//*[@class='what']")
    if what is not None:
        sheet.y += 4
        sheet.text(elements.words(what), 14, SOFT)
    sheet.y += 12


def _legend(sheet: Sheet, block: Element) -> None:
    x = float(MARGIN)
    for entry in block:
        sign, wide = _sign(entry)
        text = elements.words(entry, without="key")
        whole = wide + sum(text_width(f"{word} ", LEGEND, bold) for word, bold in text)
        if x > MARGIN and x + whole > MARGIN + sheet.width:
            x, sheet.y = MARGIN, sheet.y + 22
        lines = elements.wrapped(text, LEGEND, sheet.width - wide)
        for piece in sign:
            sheet.parts.append(_at(piece, x, sheet.y))
        sheet.parts += text_lines(lines, x + wide, sheet.y, LEGEND, INK)
        sheet.y += (len(lines) - 1) * LEGEND * LINE
        x += whole + GAP
    sheet.y += 34


def _sign(entry: Element) -> tuple[list[Element], float]:
    """(the drawings of an entry's sign, the pixels that it takes): a small drawing, or the letters of a rating."""
    svg, key = entry.find("svg"), entry.find("span[@class]")
    if svg is not None:
        sign = elements.copied(svg)
        return [sign], float(svg.get("width", "16")) + 6
    if key is not None and "key" in elements.classes(key):
        return [_key(key)], 34
    return [], 0


def _key(key: Element) -> Element:
    level = next(name for name in elements.classes(key) if name != "key").removeprefix("key-")
    sign = Element("svg", {"width": "28", "height": "18"})
    SubElement(sign, "rect", {"width": "28", "height": "18", "fill": FILLS[level]})
    marks = {"x": "14", "y": "14", "text-anchor": "middle", "font-size": "13", "font-weight": "700"}
    SubElement(sign, "text", {**marks, "fill": INKS[level]}).text = key.text
    return sign


def _at(sign: Element, x: float, y: float) -> Element:
    sign.set("x", f"{x:g}")
    sign.set("y", f"{y:g}")
    return sign


def _axes(sheet: Sheet, block: Element) -> None:
    drawings = block.findall("svg")
    widths = [float(svg.get("width", "0")) for svg in drawings]
    stretched = sheet.width - sum(widths) - 8
    x = float(MARGIN)
    for svg, width in zip(drawings, widths, strict=True):
        sheet.drawing(svg, x, width or stretched, float(svg.get("height", "0")))
        x += width or stretched
    sheet.y += max(float(svg.get("height", "0")) for svg in drawings) + 8


def _plot(sheet: Sheet, block: Element) -> None:
    for svg in block.findall("svg"):
        # The marks at its ends reach over them by half.
        sheet.drawing(svg, MARGIN + 10, sheet.width - 20, float(svg.get("height", "0")))
        sheet.y += float(svg.get("height", "0")) + 8


def _map(sheet: Sheet, svg: Element) -> None:
    wide, tall = map(float, svg.get("viewBox", "0 0 1 1").split()[2:])
    sheet.drawing(svg, MARGIN, MAP, MAP * tall / wide)
    letters = next((g for g in sheet.parts[-1].iter("g") if g.get("text-anchor")), None)
    if letters is not None:
        letters.set("font-size", f"{LEGEND * wide / MAP:g}")
    sheet.y += MAP * tall / wide + 8


def _spine(sheet: Sheet, block: Element) -> None:
    for row in block:
        name, strip, result = list(row)
        x = [MARGIN, MARGIN + SPINE[0] + 12, MARGIN + sum(SPINE[:2]) + 24]
        texts = [
            elements.wrapped(elements.words(cell), 13, width)
            for cell, width in ((name, SPINE[0]), (result, SPINE[2]))
        ]
        svg = next(strip.iter("svg"))
        strip_height = float(svg.get("height", "0"))
        height = max(*(len(lines) * 13 * LINE for lines in texts), strip_height) + 10
        sheet.parts += text_lines(texts[0], x[0], sheet.y + 4, 13, INK)
        sheet.drawing(svg, x[1], SPINE[1], strip_height, sheet.y + (height - strip_height) / 2)
        sheet.parts += text_lines(texts[1], x[2], sheet.y + 4, 13, INK)
        sheet.y += height
        ends = {"x1": str(MARGIN), "x2": str(MARGIN + sheet.width), "stroke": "#D4D7D9"}
        sheet.parts.append(Element("line", {**ends, "y1": f"{sheet.y:g}", "y2": f"{sheet.y:g}"}))


def _note(sheet: Sheet, block: Element) -> None:
    if not {"cp-chart-files", "trace"} & set(elements.classes(block)):
        sheet.text(elements.words(block), 13, SOFT)
        sheet.y += 4


def _parting(sheet: Sheet, block: Element) -> None:
    sheet.y += 6
    sheet.text(elements.words(block), LEGEND)
    sheet.y += 6


_LAYOUTS: dict[str, Callable[[Sheet, Element], None]] = {
    "figcaption": _caption,
    "ul.legend": _legend,
    "div.axes": _axes,
    "div.plot": _plot,
    "ul.spine": _spine,
    "svg.map": _map,
    "p.parting": _parting,
    "p": _note,
}
