"""One SVG of fixed width from the figure of a page: headline, what it shows, legend, drawing, notes and source.

The file needs nothing else: a white ground, fonts by name, no style sheet, no script and no address.
"""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from careplace.publish.chart_files import elements
from careplace.publish.chart_files.blocks import SOFT, Sheet
from careplace.publish.charts.marks import INK

WIDTH = 800
"""Pixels across a file."""
TALLEST = 4000
"""Pixels: the tallest, of delays by reason, is 1,140; a picture of 4,000 takes 50 MB while it is drawn."""
FONTS = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"
NAMESPACE = "http://www.w3.org/2000/svg"


def svg(html: str, source: Sequence[str]) -> str:
    """The file of a chart.

    Args:
        html: what the page's own macros wrote: a `figure`, before it the patterns that it uses.
        source: lines that say where its figures come from.

    Raises:
        ValueError: when there is no figure, or the file would be taller than TALLEST.
    """
    body, figure = elements.parsed(html)
    sheet = Sheet(WIDTH)
    for block in figure:
        sheet.add(block)
    sheet.rule()
    for line in source:
        sheet.text([(word, False) for word in line.split()], 12, SOFT)
    return _document(sheet, body, _headline(figure), source)


def _headline(figure: Element) -> tuple[str, str]:
    """(the finding, what is drawn) of a figure."""
    caption = figure.find("figcaption")
    if caption is None:
        return "Chart", ""
    what = caption.find(".//*[@class='what']")
    return elements.text_of(caption, without="what"), "" if what is None else elements.text_of(what)


def _document(sheet: Sheet, body: Element, headline: tuple[str, str], source: Sequence[str]) -> str:
    height = sheet.height
    if height > TALLEST:
        raise ValueError(f"a chart of {height} pixels: at most {TALLEST} fit in a file")
    size = {"width": str(WIDTH), "height": str(height), "viewBox": f"0 0 {WIDTH} {height}"}
    labels = {"role": "img", "aria-labelledby": "title", "aria-describedby": "desc"}
    root = Element("svg", {"xmlns": NAMESPACE, **size, **labels, "font-family": FONTS, "fill": INK})
    SubElement(root, "title", {"id": "title"}).text = headline[0]
    SubElement(root, "desc", {"id": "desc"}).text = ". ".join(filter(None, (headline[1], *source)))
    SubElement(root, "rect", {"width": str(WIDTH), "height": str(height), "fill": "#fff"})
    root.extend(_patterns(body, sheet))
    root.extend(sheet.parts)
    return tostring(root, encoding="unicode", short_empty_elements=True) + "\n"


def _patterns(body: Element, sheet: Sheet) -> list[Element]:
    """The definitions of patterns, where the drawing uses one."""
    fills = (element.get("fill", "") for part in sheet.parts for element in part.iter())
    if not any(fill.startswith("url(#") for fill in fills):
        return []
    originals = next(body.iter("defs"))
    definitions = elements.copied(originals)
    for pattern, original in zip(definitions, originals, strict=True):
        pattern.set("id", original.get("id", ""))
    return [definitions]
