"""Fetches publications: from each one's page to its current file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx

from careplace.sources.fetch.download import Download, download, read_note, write_note
from careplace.sources.fetch.links import Link, find_link
from careplace.sources.fetch.pages import Page, load_pages
from careplace.sources.fetch.web import FetchError, Web

Progress = Callable[[str, int, int], None]
"""Called with (publication's key, bytes had, bytes in all or 0)."""


@dataclass(frozen=True)
class Fetched:
    """What came of one publication.

    `state` is "new", "changed", "unchanged", "failed" (`problem` says why and what to do) or "by hand" (its
    page has no link that a program could find; `problem` says what to look for). `path`, `address`, `sha256`
    and `size` (bytes) are of the file, None where there is none.
    """

    key: str
    state: str
    path: Path | None = None
    address: str | None = None
    sha256: str | None = None
    size: int | None = None
    problem: str = ""


def fetch(
    to: Path,
    keys: Iterable[str] | None = None,
    pages: Mapping[str, Page] | None = None,
    client: httpx.Client | None = None,
    progress: Progress = lambda key, had, total: None,
    pause: float = 1.0,
) -> list[Fetched]:
    """Bring the current file of each publication to `to`/KEY/NAME, unless it is there already.

    Beside each file lies the hidden `.NAME.json`: address, page, publisher, licence, had_at, sha256, size. A
    publication that fails stops no other.

    Args:
        keys: publications by key; all that pages.toml knows when None.
        pages: where they are found; pages.toml when None.
        client: the httpx client to use, for example with a proxy.
        pause: seconds between requests.

    Raises:
        FetchError: for a key that no page is known for.
    """
    known = load_pages() if pages is None else pages
    asked = list(known) if keys is None else list(dict.fromkeys(keys))
    if strangers := [key for key in asked if key not in known]:
        raise FetchError(
            f"{', '.join(strangers)}: no such publication; choose from {', '.join(sorted(known))}"
        )
    seen: dict[str, tuple[str, str]] = {}
    with Web(client, pause) as web:
        return [_one(web, known[key], to / key, seen, progress) for key in asked]


def _one(web: Web, page: Page, folder: Path, seen: dict, progress: Progress) -> Fetched:
    if page.by_hand:
        return Fetched(page.key, "by hand", problem=f"look on {page.page} for {page.by_hand}")
    try:
        link = _found(web, page, seen)
        had = download(web, link, page, folder, lambda had, total: progress(page.key, had, total))
        _note(had, link, page)
    except (FetchError, OSError) as error:
        return Fetched(page.key, "failed", problem=str(error))
    return Fetched(page.key, had.state, had.path, link.address, had.sha256, had.size)


def _found(web: Web, page: Page, seen: dict) -> Link:
    """The link on a page; a page that several publications share is asked for once."""
    if page.page not in seen:
        seen[page.page] = web.page(page.page, page.hosts)
    base, html = seen[page.page]
    return find_link(html, page, base)


def _note(had: Download, link: Link, page: Page) -> None:
    note = had.path.with_name(f".{had.path.name}.json")
    before = read_note(note) if had.state == "unchanged" else {}
    write_note(
        note,
        {
            "key": page.key,
            "name": had.path.name,
            "address": link.address,
            "page": page.page,
            "publisher": page.publisher,
            "licence": page.licence,
            "had_at": before.get("had_at") or datetime.now(UTC).isoformat(timespec="seconds"),
            "sha256": had.sha256,
            "size": had.size,
            "etag": had.etag,
            "last_modified": had.last_modified,
        },
    )
