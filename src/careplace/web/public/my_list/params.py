"""The locations of a reader's list, as an address has them."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from careplace.web.public.parameters import values

MOST = 12
"""Locations on a list: what a table that is printed compares at a glance, and an address has room for."""
ID = re.compile(r"[0-9A-Z-]{2,24}")


def locations(texts: list[str]) -> tuple[str, ...]:
    """CQC's identifiers, each once, in the order of the address.

    Raises:
        ValueError: for what is no identifier, and for more than MOST.
    """
    ids = tuple(dict.fromkeys(text.upper() for text in texts))
    if wrong := next((id for id in ids if not ID.fullmatch(id)), None):
        raise ValueError(
            f"{wrong[:30]!r} is no identifier of a location. CQC's are such as 1-113017405 or RX601"
        )
    if len(ids) > MOST:
        raise ValueError(f"A list has room for {MOST} locations: take one away first")
    return ids


def added(ids: tuple[str, ...], id: str) -> tuple[str, ...]:
    """The list with one more, or as it is where it is full."""
    return ids if id in ids or len(ids) >= MOST else (*ids, id)


def without(ids: tuple[str, ...], id: str) -> tuple[str, ...]:
    """The list without one."""
    return tuple(location for location in ids if location != id)


def list_of(query) -> tuple[str, ...]:
    """The list that a query (Django's QueryDict) has.

    Raises:
        WrongAsked: for what is no list.
    """
    return values(query, {"location": locations}).get("location", ())


def list_address(ids: tuple[str, ...]) -> str:
    """The address of a list."""
    return reverse("my-list") + list_query(ids)


def list_query(ids: tuple[str, ...]) -> str:
    """The part of an address that keeps a list; "" of an empty one."""
    return f"?{urlencode([('location', id) for id in ids])}" if ids else ""


@dataclass(frozen=True)
class ListLinks:
    """A reader's list on the page of the location `id`: to the list, and to the list with it added or taken off."""

    ids: tuple[str, ...]
    id: str

    @property
    def address(self) -> str:
        return list_address(self.ids)

    @property
    def toggled(self) -> str:
        return list_address(without(self.ids, self.id) if self.id in self.ids else added(self.ids, self.id))

    @property
    def is_full(self) -> bool:
        return len(self.ids) >= MOST
