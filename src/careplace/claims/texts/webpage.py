"""A page of HTML: its paragraphs, list items, headings and tables. Charts, scripts and hidden words are passed over."""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

from careplace.claims.texts.passages import Passage, Position, Role, Table

_ROLES = {
    "li": Role.ITEM, "dt": Role.ITEM, "td": Role.CELL, "th": Role.CELL,
    **{f"h{level}": Role.HEADING for level in range(1, 7)},
}  # fmt: skip
_BLOCKS = {
    *_ROLES, "p", "div", "dd", "section", "article", "main", "header", "footer", "nav", "body", "caption",
    "ul", "ol", "dl", "table", "tr", "thead", "tbody", "tfoot", "figure", "figcaption", "blockquote", "details",
    "summary", "address", "aside", "form", "fieldset", "pre", "hr", "br",
}  # fmt: skip
_SILENT = {"script", "style", "template", "svg", "head", "noscript"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_BREAK = re.compile(r"[\t\r\n]")


def parts(html: str) -> Iterator[Passage | Table]:
    """Passages and tables of the page, in order; a page that is not well formed is read as a browser would."""
    page = _Page()
    page.feed(html)
    page.close()
    page.end()
    return iter(page.parts)


class _Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts: list[Passage | Table] = []
        self.text, self.marks, self.role = [], [], Role.PARAGRAPH
        self.length = 0
        self.rows: list[list[Passage]] | None = None
        self.caption = ""
        self.silent: list[str] = []
        self.inside: Counter[str] = Counter()

    def handle_starttag(self, tag, attrs):
        if self.silent or tag in _SILENT or ("aria-hidden", "true") in attrs:
            if tag not in _VOID:
                self.silent.append(tag)
                self.inside[tag] += 1
        elif tag in _BLOCKS:
            self._flush()
            self.role = _ROLES.get(tag, Role.PARAGRAPH if tag != "br" else self.role)
            self._opened(tag)

    def handle_startendtag(self, tag, attrs):
        if tag in _BLOCKS and not self.silent:
            self._flush()

    def handle_endtag(self, tag):
        if self.silent:
            self._heard(tag)
        elif tag in _BLOCKS:
            self._closed(tag)

    def _heard(self, tag: str) -> None:
        """Close a silent element with all that it holds; an end without a beginning closes nothing."""
        closed = "" if self.inside[tag] else tag
        while closed != tag:
            closed = self.silent.pop()
            self.inside[closed] -= 1

    def handle_data(self, data):
        if self.silent:
            return
        line, column = self.getpos()
        self.marks.append((self.length, Position(line, column + 1)))
        for match in re.finditer("\n", data):
            line += 1
            self.marks.append((self.length + match.end(), Position(line, 1)))
        self.text.append(_BREAK.sub(" ", data))
        self.length += len(data)

    def _opened(self, tag: str) -> None:
        if tag == "table":
            self.rows = []
        elif tag == "tr" and self.rows is not None:
            self.rows.append([])

    def _closed(self, tag: str) -> None:
        if tag == "caption":
            self.caption, self.text = "".join(self.text).strip(), []
        empty = tag in ("td", "th") and not "".join(self.text).strip()
        self._flush(empty)
        self.role = Role.PARAGRAPH
        if tag == "table" and self.rows is not None:
            self.parts.append(Table(tuple(tuple(row) for row in self.rows if row), self.caption))
            self.rows, self.caption = None, ""

    def _flush(self, empty: bool = False) -> None:
        text = "".join(self.text)
        if text.strip() or empty:
            passage = Passage(text, self.role, tuple(self.marks) or ((0, Position(self.getpos()[0])),))
            if self.role is Role.CELL and self.rows:
                self.rows[-1].append(passage)
            else:
                self.parts.append(passage)
        self.text, self.marks, self.length = [], [], 0

    def end(self) -> None:
        """Keep what the page left open."""
        self._closed("table")
