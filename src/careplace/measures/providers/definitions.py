"""The Providers chapter's part of the dictionary: its measures, and the sectors that it parts locations into."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from careplace.measures import dictionary
from careplace.measures.dictionary import Measure

__all__ = ["Measure", "Sector", "measures", "sectors"]


@dataclass(frozen=True)
class Sector:
    """One sector of the Providers chapter; `within` names the sector that it is part of."""

    key: str
    title: str
    who: str
    within: str = ""
    needs_services: bool = False


@cache
def measures() -> dict[str, Measure]:
    """Every measure of the Providers chapter by its id, in the dictionary's order."""
    return {id: measure for id, measure in dictionary.measures().items() if measure.section == "providers"}


@cache
def sectors() -> dict[str, Sector]:
    """Every sector by its key, in the report's order."""
    return _read("sectors.toml", "sector", Sector, "key")


def _read(name: str, section: str, kind: type, key: str) -> dict:
    entries = {}
    for entry in _entries(name, section):
        try:
            one = kind(**entry)
        except TypeError as error:
            raise ValueError(f"{name}, {section} {entry.get(key, '(no ' + key + ')')}: {error}") from None
        if getattr(one, key) in entries:
            raise ValueError(f"{name}: {section} {getattr(one, key)} is there twice")
        entries[getattr(one, key)] = one
    return entries


def _entries(name: str, section: str) -> list[dict]:
    text = (files("careplace.measures.providers") / name).read_text(encoding="utf-8")
    try:
        entries = tomllib.loads(text).get(section)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{name} cannot be read as TOML: {error}") from None
    if not entries:
        raise ValueError(f"{name}: there is no {section}")
    return entries
