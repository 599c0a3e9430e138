"""Which page each publication's file is found on, and by what: pages.toml, read and checked."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files

from pydantic import with_config

from careplace.entries import ENTRY, DictionaryError, Whole, Wrong, parse
from careplace.sources import PUBLICATIONS


@with_config(ENTRY)
@dataclass(frozen=True)
class Page:
    """One publication's page; pages.toml says what each field means. `largest` is in megabytes."""

    key: str
    page: str
    name_has: str = ""
    ends: str = ""
    hosts: tuple[str, ...] = ()
    largest: Whole = 200
    seen: str = ""
    by_hand: str = ""
    publisher: str = ""
    licence: str = ""

    @property
    def looked_for(self) -> str:
        return f"a file whose name has {self.name_has!r} and ends in {self.ends}"


def load_pages() -> dict[str, Page]:
    """Every page of pages.toml by its publication's key."""
    told = tomllib.loads((files(__package__) / "pages.toml").read_text(encoding="utf-8"))
    published = {p.key: {"publisher": p.publisher, "licence": p.licence} for p in PUBLICATIONS}
    return {key: page_of(key, published[key] | fields) for key, fields in told.items()}


def page_of(key: str, fields: dict) -> Page:
    """One table of pages.toml.

    Raises:
        DictionaryError: for a page that cannot be used as it stands.
    """
    page = parse(Page, fields | {"key": key}, "pages.toml", f"[{key}]")
    if bool(page.by_hand) == bool(page.name_has and page.ends and page.hosts):
        found, expected = "neither or both", "either by_hand, or name_has, ends and hosts"
        raise DictionaryError([Wrong("pages.toml", f"[{key}]", "", found, expected)])
    return page
