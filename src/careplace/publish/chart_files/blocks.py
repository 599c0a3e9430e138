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
from careplace.publish.chart_files.layout import Layout
from careplace.publish.chart_files.text_widths import text_width
from careplace.publish.charts.marks import FILLS, INK, INKS

SOFT = "#484949"
GAP = 18
"""Pixels between two entries of a legend."""
LINE = 1.35
"""Height of a line of text, as a multiple of its letters."""
MAP = 560
"""Pixels across a map, where the file is wide enough."""


class Sheet:
    """A file being filled: `parts` are its elements, `y` the pixels from the top that are taken."""

    def __init__(self, layout: Layout):
        self.layout, self.left = layout, layout.margin
        self.width, self.y = layout.width - 2 * layout.margin, float(layout.margin)
        self.parts: list[Element] = []

    @property
    def height(self) -> int:
        return round(self.y + self.left / 2)

    def add(self, block: Element) -> None:
        """Lay out one block of the figure; one that no table above names is not for a file."""
        kinds = [f"{block.tag}.{name}" for name in elements.classes(block)]
        layout = next((_LAYOUTS[kind] for kind in (*kinds, block.tag) if kind in _LAYOUTS), None)
        if layout is not None:
            layout(self, block)

    def text(self, words: Words, size: float, fill: str = INK, weight: str = "") -> None:
        """A paragraph across the whole file."""
        lines = elements.wrapped([(word, bold or bool(weight)) for word, bold in words], size, self.width)
        self.parts += text_lines(lines, self.left, self.y, size, fill)
        self.y += len(lines) * size * LINE

    def rule(self) -> None:
        """A thin line across, before the source."""
        y = str(round(self.y + 10))
        ends = {"x1": str(self.left), "x2": str(self.left + self.width), "y1": y, "y2": y}
        self.parts.append(Element("line", {**ends, "stroke": "#b1b4b6"}))
        self.y += 18

    def drawing(self, svg: Element, x: float, width: float, height: float, y: float | None = None) -> None:
        """A drawing of the page at a place of its own; percentages in it are of `width`."""
        box = {"x": f"{x:g}", "y": f"{self.y if y is None else y:g}", "width": f"{width:g}"}
        drawing = elements.copied(svg, self.layout.without)
        # Its own size and class of letters are those of a page that stretches.
        drawing.attrib = {
            **{name: svg.attrib[name] for name in ("viewBox", "fill") if name in svg.attrib},
            **box,
            "height": f"{height:g}",
            "overflow": "visible",
            "font-size": f"{self.layout.letters:g}",
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
        # A space at the beginning of a tspan is lost in a picture: it ends what is before it.
        _append(text, " " if n else "")
        if bold:
            SubElement(text, "tspan", {"font-weight": "700"}).text = word
        else:
            _append(text, word)
    return text


def _append(text: Element, more: str) -> None:
    if len(text):
        text[-1].tail = (text[-1].tail or "") + more
    else:
        text.text = (text.text or "") + more


def _caption(sheet: Sheet, block: Element) -> None:
    sheet.text(elements.words(block, without="what"), sheet.layout.headline, weight="bold")
    what = block.find(".//*[@class='what']")
    if what is not None:
        sheet.y += 4
        sheet.text(elements.words(what), sheet.layout.letters, SOFT)
    sheet.y += 12


def _legend(sheet: Sheet, block: Element) -> None:
    x, size = float(sheet.left), sheet.layout.letters
    for entry in block:
        sign, wide = _sign(entry)
        text = elements.words(entry, without="key")
        whole = wide + sum(text_width(f"{word} ", size, bold) for word, bold in text)
        if x > sheet.left and x + whole > sheet.left + sheet.width:
            x, sheet.y = sheet.left, sheet.y + size + 8
        lines = elements.wrapped(text, size, sheet.width - wide)
        for piece in sign:
            sheet.parts.append(_at(piece, x, sheet.y))
        sheet.parts += text_lines(lines, x + wide, sheet.y, size, INK)
        sheet.y += (len(lines) - 1) * size * LINE
        x += whole + GAP
    sheet.y += size + 20


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
    drawings = [svg for svg in block.findall("svg") if not sheet.layout.without & set(elements.classes(svg))]
    widths = [float(svg.get("width", "0")) for svg in drawings]
    stretched = sheet.width - sum(widths) - 8
    x = float(sheet.left)
    for svg, width in zip(drawings, widths, strict=True):
        sheet.drawing(svg, x, width or stretched, float(svg.get("height", "0")))
        x += width or stretched
    sheet.y += max(float(svg.get("height", "0")) for svg in drawings) + 8


def _plot(sheet: Sheet, block: Element) -> None:
    for svg in block.findall("svg"):
        # The marks at its ends reach over them by half.
        sheet.drawing(svg, sheet.left + 10, sheet.width - 20, float(svg.get("height", "0")))
        sheet.y += float(svg.get("height", "0")) + 8


def _map(sheet: Sheet, svg: Element) -> None:
    wide, tall = map(float, svg.get("viewBox", "0 0 1 1").split()[2:])
    across = min(MAP, sheet.width)
    sheet.drawing(svg, sheet.left, across, across * tall / wide)
    letters = next((g for g in sheet.parts[-1].iter("g") if g.get("text-anchor")), None)
    if letters is not None:
        letters.set("font-size", f"{sheet.layout.letters * wide / across:g}")
    sheet.y += across * tall / wide + 8


def _spine(sheet: Sheet, block: Element) -> None:
    laid_out = _row_across if sheet.layout.spine else _row_down
    for row in block:
        laid_out(sheet, *row)
        ends = {"x1": str(sheet.left), "x2": str(sheet.left + sheet.width), "stroke": "#D4D7D9"}
        sheet.parts.append(Element("line", {**ends, "y1": f"{sheet.y:g}", "y2": f"{sheet.y:g}"}))


def _row_across(sheet: Sheet, name: Element, strip: Element, result: Element) -> None:
    size, columns = sheet.layout.row, sheet.layout.spine or (0, 0, 0)
    x = [sheet.left, sheet.left + columns[0] + 12, sheet.left + sum(columns[:2]) + 24]
    texts = [_cell(cell, size, width) for cell, width in ((name, columns[0]), (result, columns[2]))]
    svg, tall = _strip(strip)
    height = max(*(len(lines) * size * LINE for lines in texts), tall) + 10
    sheet.parts += text_lines(texts[0], x[0], sheet.y + 4, size, INK)
    sheet.drawing(svg, x[1], columns[1], tall, sheet.y + (height - tall) / 2)
    sheet.parts += text_lines(texts[1], x[2], sheet.y + 4, size, INK)
    sheet.y += height


def _row_down(sheet: Sheet, name: Element, strip: Element, result: Element) -> None:
    size = sheet.layout.row
    svg, tall = _strip(strip)
    sheet.y += 6
    _row_text(sheet, _cell(name, size, sheet.width))
    # The marks at its ends reach over them by half.
    sheet.drawing(svg, sheet.left + 8, sheet.width - 16, tall)
    sheet.y += tall
    _row_text(sheet, _cell(result, size, sheet.width))
    sheet.y += 6


def _row_text(sheet: Sheet, lines: list[Words]) -> None:
    sheet.parts += text_lines(lines, sheet.left, sheet.y, sheet.layout.row, INK)
    sheet.y += len(lines) * sheet.layout.row * LINE


def _cell(cell: Element, size: float, width: float) -> list[Words]:
    """The lines of a cell: its small words, such as the period, are a line of their own, as on the page."""
    small = [words for block in cell.iter("small") if (words := elements.words(block))]
    main = elements.words(cell, without="small")
    return [line for words in (main, *small) for line in elements.wrapped(words, size, width)]


def _strip(cell: Element) -> tuple[Element, float]:
    svg = next(cell.iter("svg"))
    return svg, float(svg.get("height", "0"))


def is_note(block: Element) -> bool:
    """Whether a paragraph says something of the chart, and is no link to its files or heading of a part."""
    return not {"cp-chart-files", "trace", "parting"} & set(elements.classes(block))


def _note(sheet: Sheet, block: Element) -> None:
    if is_note(block):
        sheet.text(elements.words(block), sheet.layout.small, SOFT)
        sheet.y += 4


def _parting(sheet: Sheet, block: Element) -> None:
    sheet.y += 6
    sheet.text(elements.words(block), sheet.layout.letters)
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
