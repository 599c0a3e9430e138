"""What is known beside the published tables: facts.toml, each entry with its reason."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

PACKAGE = "careplace.places"


@dataclass(frozen=True)
class Facts:
    """The entries of facts.toml, as dicts with the keys that stand there."""

    correction: tuple[dict, ...] = ()
    area: tuple[dict, ...] = ()
    recode: tuple[dict, ...] = ()
    membership: tuple[dict, ...] = ()
    name: tuple[dict, ...] = ()
    nation: tuple[dict, ...] = ()

    def recoded(self, code: str) -> list[tuple[str, date | None, date | None]]:
        """(code, first day, day after the last) of every code that the area of `code` has had, in order."""
        earlier = {entry["later"]: entry for entry in self.recode}
        later = {entry["earlier"]: entry for entry in self.recode}
        while code in earlier:
            code = earlier[code]["earlier"]
        versions, start = [], None
        while code in later:
            versions.append((code, start, later[code]["on"]))
            code, start = later[code]["later"], later[code]["on"]
        return [*versions, (code, start, None)]


def packaged(name: str) -> dict:
    """A TOML file of this package."""
    return tomllib.loads((files(PACKAGE) / name).read_text(encoding="utf-8"))


@cache
def facts() -> Facts:
    return Facts(**{key: tuple(entries) for key, entries in packaged("facts.toml").items()})
