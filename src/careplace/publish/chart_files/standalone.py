"""One SVG of fixed width from the figure of a page: headline, what it shows, legend, drawing, notes and source.

`svg` is a file that is read alone. `drawing` is the picture alone, narrow, for a text that has all words around it.

The file needs nothing else: a white ground, fonts by name, no style sheet, no script and no address.
"""

from collections.abc import Collection, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from careplace.publish.chart_files import elements
from careplace.publish.chart_files.blocks import SOFT, Sheet, is_note
from careplace.publish.chart_files.layout import NARROW, WIDE, Layout
from careplace.publish.charts.marks import INK

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
    sheet = _filled(figure, WIDE)
    sheet.rule()
    for line in source:
        sheet.text([(word, False) for word in line.split()], 12, SOFT)
    finding, subject = captions(html)
    return _document(sheet, body, (finding, ". ".join(filter(None, (subject, *source)))))


def drawing(html: str, words: str, scale: float = 1.0) -> str:
    """The figure without its caption and its notes, for a text that has both, and its source, in words.

    Args:
        html: as above.
        words: what is read aloud instead of it.
        scale: how large it is, where 1 is `NARROW.width` pixels across.

    Raises:
        ValueError: as above.
    """
    body, figure = elements.parsed(html)
    return _document(_filled(figure, NARROW, without=("figcaption", "p")), body, (words, ""), scale)


def captions(html: str) -> tuple[str, str]:
    """(the finding, what is drawn) of a figure."""
    caption = elements.parsed(html)[1].find("figcaption")
    if caption is None:
        return "Chart", ""
    what = caption.find(".//*[@class='what']")
    return elements.text_of(caption, without="what"), "" if what is None else elements.text_of(what)


def notes(html: str) -> list[str]:
    """The notes below a figure, a sentence each."""
    paragraphs = (block for block in elements.parsed(html)[1] if block.tag == "p")
    return [elements.text_of(block) for block in paragraphs if is_note(block)]


def _filled(figure: Element, layout: Layout, without: Collection[str] = ()) -> Sheet:
    sheet = Sheet(layout)
    for block in figure:
        if block.tag not in without:
            sheet.add(block)
    return sheet


def _document(sheet: Sheet, body: Element, words: tuple[str, str], scale: float = 1.0) -> str:
    width, height = sheet.layout.width, sheet.height
    if height > TALLEST:
        raise ValueError(f"a chart of {height} pixels: at most {TALLEST} fit in a file")
    size = {
        "width": f"{width * scale:g}",
        "height": f"{height * scale:g}",
        "viewBox": f"0 0 {width} {height}",
    }
    labels = {"role": "img", "aria-labelledby": "title", **({"aria-describedby": "desc"} if words[1] else {})}
    root = Element("svg", {"xmlns": NAMESPACE, **size, **labels, "font-family": FONTS, "fill": INK})
    SubElement(root, "title", {"id": "title"}).text = words[0]
    if words[1]:
        SubElement(root, "desc", {"id": "desc"}).text = words[1]
    SubElement(root, "rect", {"width": str(width), "height": str(height), "fill": "#fff"})
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
