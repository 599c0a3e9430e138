"""The locations of a reader's list, as an address has them."""

import re

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
