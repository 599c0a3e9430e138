"""The roles of casework, from roles.toml: what each is called, does and may do."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Role:
    """A role: its key in the database, its title, what a person with it does, and its permissions."""

    key: str
    title: str
    does: str
    may: frozenset[str]


@cache
def roles() -> dict[str, Role]:
    """{key: role}, in the order of the file."""
    entries = tomllib.loads((files(__package__) / "roles.toml").read_text(encoding="utf-8"))
    return {
        key: Role(key, entry["title"], entry["does"], frozenset(entry["may"]))
        for key, entry in entries.items()
    }


def permissions() -> frozenset[str]:
    """Every permission that some role has."""
    return frozenset().union(*(role.may for role in roles().values()))
