"""The HTML of a page for paper as the source of a Typst document.

Each element becomes a call of the function of its name in `paper.typ`: "p-lead" for `<p class="lead">`, or "p" where
there is none for the class. What only names a figure (`data`, `time`, a plain `span`) leaves its words alone.
"""

from lxml.html import HtmlElement, document_fromstring

from careplace.publish.paper.calls import array, call, functions, sequence, string, template, words
from careplace.publish.paper.drawings import Drawing, without_drawings
from careplace.publish.paper.tables import table

_BLOCKS = {
    "blockquote",
    "body",
    "div",
    "dl",
    "figure",
    "header",
    "footer",
    "main",
    "nav",
    "ol",
    "section",
    "ul",
}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5"}
_PLAIN = {"data", "time", "span"}
_PLAIN_LINKS = {"findings", "locations"}
_WHOLE_UP_TO, _LIST_WHOLE_UP_TO = 800.0, 500.0
"""Pixels of drawings that are kept on one page, with their headline and legend; those of a list have words beside them.
A figure of parts, each a drawing that is read alone, breaks between any two."""
_MARGIN = 10 / 0.75


def source(html: str, font: str) -> str:
    """The Typst source of a page that `page.render` made for paper.

    Args:
        font: the family that words are set in, those of charts too.

    Raises:
        ValueError: for an element that `paper.typ` has no function for, or a link to anything but the web or the page.
    """
    return _Page(html, font).source()


class _Page:
    def __init__(self, html: str, font: str):
        self.font = font
        text, self.drawings = without_drawings(html)
        self.root = document_fromstring(text)
        self.body = self.root.find("body")
        self.brief = "brief" in _classes(self.body)
        self.across = (178 if self.brief else 180) / 25.4 * 96
        for screen_only in self.body.find_class("skip"):
            screen_only.drop_tree()
        self.targets = {
            link.get("href", "")[1:] for link in self.body.iter("a") if link.get("href", "")[:1] == "#"
        }

    def source(self) -> str:
        running = [part for element in self.body.find_class("running") for part in self.inside(element)]
        for element in self.body.find_class("running"):
            element.drop_tree()
        shown = call(
            "paper.with",
            title=string(" ".join(self.root.findtext("head/title", "").split())),
            author=string(self.root.xpath("string(head/meta[@name='author']/@content)")),
            font=string(self.font),
            running=sequence(running) if running else None,
            **dict(zip(("lang", "region"), map(string, self.root.get("lang", "").split("-")), strict=False)),
        )
        brief = f"#let brief = {'true' if self.brief else 'false'}\n"
        return f"{brief}{template()}\n#show: {shown}\n#{sequence(self.inside(self.body))}\n"

    def inside(self, element: HtmlElement) -> list[str]:
        """What is in an element, in order."""
        texts = [element.text, *(child.tail for child in element)]
        if element.tag in _BLOCKS:
            texts = [text if text and text.strip() else None for text in texts]
        parts = words(texts[0])
        for child, tail in zip(element, texts[1:], strict=True):
            parts += [*self.element(child), *words(tail)]
        return [*self.anchor(element), *parts]

    def anchor(self, element: HtmlElement) -> list[str]:
        """Where a link leads; a heading has its own."""
        linked = element.get("id") in self.targets and element.tag not in _HEADINGS
        return [call("anchor", [string(element.get("id"))])] if linked else []

    def element(self, element: HtmlElement) -> list[str]:
        if not isinstance(element.tag, str):
            return []  # a comment
        special = getattr(self, f"_{element.tag}", None)
        if special:
            return special(element)
        return self.inside(element) if element.tag in _PLAIN else [self.plain(element)]

    def plain(self, element: HtmlElement) -> str:
        return call(_function(element), self.inside(element))

    def _heading(self, element: HtmlElement) -> list[str]:
        name = element.get("id")
        return [call(_function(element), self.inside(element), id=string(name) if name else None)]

    _h1 = _h2 = _h3 = _h4 = _h5 = _heading

    def _a(self, element: HtmlElement) -> list[str]:
        address, parts = element.get("href", ""), self.inside(element)
        plain = "-plain" if _within(element, _PLAIN_LINKS) else ""
        if address.startswith("#"):
            kind = "to-page" if _within(element, {"contents"}) else f"to{plain}"
            return [call(kind, [string(address[1:]), *parts])]
        if not address.startswith(("https://", "http://")):
            raise ValueError(f"a link to {address!r}")
        written = [string(f" ({address})")] if "address" in _classes(element) else []
        return [call(f"to-address{plain}", [string(address), *parts]), *written]

    def _small(self, element: HtmlElement) -> list[str]:
        parent = element.getparent()
        own_line = parent.tag in ("th", "td") or _classes(parent) & {"name", "said"}
        return [call("small-line" if own_line else "small", self.inside(element))]

    def _strong(self, element: HtmlElement) -> list[str]:
        return [call("strong-text", self.inside(element))]

    def _ul(self, element: HtmlElement) -> list[str]:
        item = self.strip if "spine" in _classes(element) else self.item
        return [call(_function(element), [item(child) for child in element])]

    def _ol(self, element: HtmlElement) -> list[str]:
        name = "ol-inner" if element.getparent().tag == "li" else "ol"
        return [call(name, [self.item(child) for child in element])]

    def item(self, element: HtmlElement) -> str:
        return sequence(self.inside(element))

    def strip(self, element: HtmlElement) -> str:
        return call("strip", [sequence(self.inside(part)) for part in element])

    def _dl(self, element: HtmlElement) -> list[str]:
        parts = [sequence(self.inside(part)) for part in element]
        return [call(_function(element), map(array, zip(parts[::2], parts[1::2], strict=True)))]

    def _table(self, element: HtmlElement) -> list[str]:
        return [table(element, self.inside, self.across * 0.75, self.brief)]

    def _figure(self, element: HtmlElement) -> list[str]:
        heights, kinds = [self.drawing(image).height for image in element.iter("img")], _classes(element)
        whole = "parts" not in kinds and sum(heights) < (
            _LIST_WHOLE_UP_TO if "long" in kinds else _WHOLE_UP_TO
        )
        return [call("figure-block", ["true" if whole else "false", *self.inside(element)])]

    def _span(self, element: HtmlElement) -> list[str]:
        classes = _classes(element)
        if "key" in classes:
            level = next(name for name in classes if name.startswith("key-")).removeprefix("key-")
            return [call("key", [string(level), string(element.text_content())])]
        if "dots" in classes:
            return [call("dots", [str(len(element.find_class("on"))), str(len(element))])]
        if element.getparent().getparent().getparent().tag == "header":
            return [call("header-word", self.inside(element))]
        return [self.plain(element)] if _function(element) != "span" else self.inside(element)

    def drawing(self, element: HtmlElement) -> Drawing:
        return self.drawings[int(element.get("name"))]

    def _img(self, element: HtmlElement) -> list[str]:
        drawing, room = self.drawing(element), self.room(element)
        width, height = drawing.size(room)
        name = "sign" if "sign" in drawing.attributes.get("class", "").split() else "drawing"
        picture = [string(drawing.svg(room, self.font)), f"{width:g}", f"{height:g}", string(drawing.words)]
        return [call(name, picture)]

    def room(self, element: HtmlElement) -> float:
        """Pixels across for a drawing, by the margins and columns of `paper.typ`."""
        parent = element.getparent()
        kinds = _classes(parent)
        if "plot" in kinds:
            return self.across - 2 * _MARGIN
        if "strip" in kinds:
            return (self.across - 2 * _MARGIN) * (6 / 17 if self.brief else 6 / 15)
        others = (self.drawing(other).width or 0 for other in parent.iter("img") if other is not element)
        return self.across - sum(others) if "axes" in kinds else self.across


def _classes(element: HtmlElement) -> set[str]:
    return set(element.get("class", "").split())


def _within(element: HtmlElement, classes: set[str]) -> bool:
    return any(_classes(above) & classes for above in element.iterancestors())


def _function(element: HtmlElement) -> str:
    names = (f"{element.tag}-{name}" for name in element.get("class", "").split())
    return next((name for name in names if name in functions()), element.tag)
