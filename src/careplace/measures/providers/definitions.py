"""The Providers chapter's part of the dictionary: its measures, and the sectors that it parts locations into."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import with_config

from careplace.entries import ENTRY, Truth
from careplace.measures import dictionary
from careplace.measures.dictionary import Measure

__all__ = ["Measure", "Sector", "measures", "sectors"]


@with_config(ENTRY)
@dataclass(frozen=True)
class Sector:
    """One sector of the Providers chapter; `within` names the sector that it is part of."""

    key: str
    title: str
    who: str
    within: str = ""
    needs_services: Truth = False


@cache
def measures() -> dict[str, Measure]:
    """Every measure of the Providers chapter by its id, in the dictionary's order."""
    return {id: measure for id, measure in dictionary.measures().items() if measure.section == "providers"}


@cache
def sectors() -> dict[str, Sector]:
    """Every sector by its key, in the report's order."""
    return dictionary.by_key(files("careplace.measures.providers") / "sectors.toml", "sector", Sector)
