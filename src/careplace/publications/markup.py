"""The HTML of publications: sanitised when it is written, so that what is released is what is shown.

What remains has no script, style, form, frame, class or id. Pictures are files of the same publication. Links lead to web
pages, to mail, or to files of the same publication.
"""

import nh3
from markdown_it import MarkdownIt

from careplace.publications.names import FILE

_TEXT = {
    "p",
    "br",
    "hr",
    "strong",
    "em",
    "b",
    "i",
    "sub",
    "sup",
    "abbr",
    "code",
    "pre",
    "blockquote",
    "q",
    "cite",
}
_BLOCKS = {
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "section",
    "figure",
    "figcaption",
    "a",
    "img",
}
_TABLES = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
_ATTRIBUTES = {
    "a": {"href"},
    "abbr": {"title"},
    "img": {"src", "alt", "width"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_SCHEMES = {"http", "https", "mailto"}


def sanitised(html: str) -> str:
    """A fragment of HTML without anything that could run, load, restyle or imitate the site. Twice is once."""
    return nh3.clean(
        html,
        tags=_TEXT | _BLOCKS | _TABLES,
        clean_content_tags={"script", "style"},
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_address,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )


def from_markdown(text: str) -> str:
    """CommonMark with tables as sanitised HTML; HTML in the text stays visible as text.

    "#" is a heading below the page's own, so that the page has one h1.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 4)}"
    return sanitised(parser.renderer.render(tokens, parser.options, {}))


def _address(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "width":
        return value if value.isascii() and value.isdecimal() else None
    if attribute == "src" or (attribute == "href" and ":" not in value):
        return value if FILE.fullmatch(value) else None
    return value
