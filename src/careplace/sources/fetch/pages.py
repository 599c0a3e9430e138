"""Which page each publication's file is found on, and by what: pages.toml, read and checked."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files

from careplace.sources import PUBLICATIONS


@dataclass(frozen=True)
class Page:
    """One publication's page; pages.toml says what each field means. `largest` is in megabytes."""

    key: str
    page: str
    name_has: str = ""
    ends: str = ""
    hosts: tuple[str, ...] = ()
    largest: int = 200
    seen: str = ""
    by_hand: str = ""
    publisher: str = ""
    licence: str = ""

    def __post_init__(self):
        """Raise ValueError for a page that says neither how to find its file nor that a person must."""
        if bool(self.by_hand) == bool(self.name_has and self.ends and self.hosts):
            raise ValueError(f"pages.toml, [{self.key}]: give either by_hand, or name_has, ends and hosts")

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
        ValueError: for a page that cannot be used as it stands.
    """
    return Page(key, **(fields | {"hosts": tuple(fields.get("hosts", ()))}))
