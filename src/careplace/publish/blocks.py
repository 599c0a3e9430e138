"""The headings, paragraphs, items and tables of a page, for what is not HTML: Markdown and Word."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_TEXTS = ("h1", "h2", "h3", "p", "li")
_CELLS = ("th", "td")
_SILENT = ("head", "style", "script", "header", "nav")
_UNSAID = "skip"


@dataclass(frozen=True)
class Text:
    """A heading ("h1" to "h3"), a paragraph ("p") or an item of a list ("li")."""

    kind: str
    text: str


@dataclass(frozen=True)
class Grid:
    """A table: its caption, the row of headings, and the other rows, all as text."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass
class _Table:
    caption: str = ""
    rows: list[list[str]] = field(default_factory=list)


def blocks(html: str) -> list[Text | Grid]:
    """Every block of a page in order. Links and marks inside a block are its text; what is hidden is left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.blocks


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks: list[Text | Grid] = []
        self.text: list[str] | None = None
        self.table: _Table | None = None
        self.silent = ""

    def handle_starttag(self, tag, attrs):
        if self.silent:
            return
        if tag in _SILENT or dict(attrs).get("class") == _UNSAID:
            self.silent = tag
        elif tag == "table":
            self.table = _Table()
        elif tag == "tr" and self.table is not None:
            self.table.rows.append([])
        elif tag in (*_TEXTS, *_CELLS, "caption"):
            self.text = []

    def handle_data(self, data):
        if self.text is not None and not self.silent:
            self.text.append(data)

    def handle_endtag(self, tag):
        if self.silent:
            self.silent = "" if tag == self.silent else self.silent
        elif tag == "table" and self.table is not None:
            rows, caption, self.table = [tuple(row) for row in self.table.rows], self.table.caption, None
            self.blocks += [Grid(caption, rows[0], tuple(rows[1:]))] if rows else []
        elif self.text is not None and tag in (*_TEXTS, *_CELLS, "caption"):
            self._close(tag, " ".join("".join(self.text).split()))

    def _close(self, tag: str, text: str) -> None:
        self.text = None
        if tag in _CELLS and self.table and self.table.rows:
            self.table.rows[-1].append(text)
        elif tag == "caption" and self.table:
            self.table.caption = text
        elif text and tag in _TEXTS:
            self.blocks.append(Text(tag, text))
