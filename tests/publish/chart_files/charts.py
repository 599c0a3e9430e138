"""What every file of a chart must be, whatever chart it is of."""

import csv
import io
import re
import struct
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
FORBIDDEN = ("script", "style", "image", "foreignObject", "use", "a", "animate", "set")


def stands_alone(text: str) -> ElementTree.Element:
    """The SVG, read as XML: it has a title, a size, a white ground, and asks for nothing from outside."""
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert root.find(f"{SVG}title").text.strip()
    assert root.find(f"{SVG}desc").text.strip()
    assert root.find(f"{SVG}rect").attrib == {"width": "800", "height": root.get("height"), "fill": "#fff"}
    for element in root.iter():
        assert element.tag.removeprefix(SVG) not in FORBIDDEN
        for name, value in element.attrib.items():
            assert not name.endswith("href")
            assert not name.startswith(("on", "data-", "style", "class")), (element.tag, name)
            assert "url(" not in value or re.fullmatch(r"url\(#(stripes|lattice)\)", value)
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    uses = set(re.findall(r"url\(#(\w+)\)", text))
    assert uses <= {pattern.get("id") for pattern in root.iter(f"{SVG}pattern")}
    return root


def size(png: bytes) -> tuple[int, int]:
    """(width, height) of a PNG that is whole."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert png.endswith(b"IEND\xaeB`\x82")
    return struct.unpack(">II", png[16:24])


def rows(text: str) -> list[dict]:
    """A chart's CSV."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def figures_of(html: str) -> set[str]:
    """Ids of the figures whose numbers a chart prints."""
    return set(re.findall(r'data-figure="([^"]+)"', html))
