"""Finds a publication's current file on its publisher's page."""

import re
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from careplace.sources.fetch.pages import Page
from careplace.sources.fetch.web import FetchError

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAY_FIRST = re.compile(r"(?<!\d)(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]{3,9}) (20\d\d)(?!\d)")
YEAR_FIRST = re.compile(r"(?<!\d)(20\d\d) (\d\d)(?: (\d\d))?(?!\d)")


class NoLink(FetchError):
    """The page no longer holds the link that was looked for."""


@dataclass(frozen=True)
class Link:
    """A link to a file: its address, its file's name, and the date in the name (or in the folder's)."""

    address: str
    name: str
    dated: date | None


def find_link(html: str, page: Page, base: str | None = None) -> Link:
    """The newest file on a page that `page` describes; `base` is the page's own address when it was redirected.

    Raises:
        NoLink: when the page has no such link, with what to do.
    """
    reader = _Links()
    reader.feed(html)
    reader.close()
    start = urljoin(base or page.page, reader.base)
    links = [_link(start, href) for href in reader.hrefs]
    found = [link for link in links if link and _fits(link, page)]
    if not found:
        raise NoLink(
            f"{page.page} no longer holds a link to {page.looked_for} ({len(reader.hrefs)} links were read). "
            "Open the page: if the file is there under another name, save it among the raw files by hand, since "
            "a build knows it by its content; and report it, so that pages.toml can follow."
        )
    # max() keeps the first of equals: the one that stands highest on the page.
    return max(found, key=lambda link: link.dated or date.min)


class _Links(HTMLParser):
    """Gathers the addresses of a page's links."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.hrefs: list[str] = []
        self.base = ""

    def handle_starttag(self, tag, attrs):
        href = dict(attrs).get("href") or ""
        if tag == "a" and href.strip():
            self.hrefs.append(href.strip())
        elif tag == "base" and not self.base:
            self.base = href.strip()


def _link(base: str, href: str) -> Link | None:
    try:
        address = urljoin(base, href)
        path = unquote(urlsplit(address).path)
    except ValueError:  # not an address at all, for example an unclosed [ of IPv6
        return None
    folder, _slash, name = path.rpartition("/")
    return Link(address, name, dated(name) or dated(folder))


def _fits(link: Link, page: Page) -> bool:
    return link.name.lower().endswith(page.ends) and f" {page.name_has} " in f" {plain(link.name)} "


def plain(text: str) -> str:
    """Words of a file's name in lower case with one space between: "01_September_2026" and "01-september-2026" alike."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def dated(text: str) -> date | None:
    """The date in a file's or folder's name; the first of the month where no day stands; None where there is none."""
    words = plain(text)
    for day, month, year in DAY_FIRST.findall(words):
        if month[:3] in MONTHS and (found := _date(year, MONTHS.index(month[:3]) + 1, day)):
            return found
    for year, month, day in YEAR_FIRST.findall(words):
        if found := _date(year, month, day):
            return found
    return None


def _date(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
