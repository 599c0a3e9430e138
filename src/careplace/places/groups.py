"""Groups with a name: those of this package, a reader's TOML file, or NAME=code,code on the command line."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from careplace.places.area import Area, UnknownPlace
from careplace.places.facts import packaged
from careplace.places.folding import slug


@dataclass(frozen=True)
class NamedGroup:
    """A group as somebody wrote it: `members` are names or codes, understood at the date asked for."""

    key: str
    name: str
    members: tuple[str, ...]
    note: str = ""


def shipped(areas: dict[str, Area]) -> tuple[NamedGroup, ...]:
    """The groups of named_groups.toml all of whose members are known."""
    tables = packaged("named_groups.toml").items()
    groups = [NamedGroup(key, t["name"], tuple(t["members"]), t["note"]) for key, t in tables]
    return tuple(group for group in groups if set(group.members) <= set(areas))


def groups_from_toml(path: Path) -> tuple[NamedGroup, ...]:
    """The groups of a reader's file: one table a group, with `members` and at will `name` and `note`.

    Raises:
        UnknownPlace: a file that is no TOML, or a group without a list of members.
    """
    try:
        tables = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnknownPlace(f"{path} cannot be read as TOML: {error}") from error
    return tuple(named(key, table, str(path)) for key, table in tables.items())


def named(key: str, table: dict, where: str) -> NamedGroup:
    """One group of a TOML file, checked."""
    members = table.get("members") if isinstance(table, dict) else None
    if not isinstance(members, list) or not members or not all(isinstance(m, str) for m in members):
        raise UnknownPlace(
            f'{where}: the group {key!r} needs members = ["…", "…"], the names or codes of councils, '
            "under a heading of its own, such as [our-neighbours]"
        )
    return NamedGroup(slug(key), table.get("name", key), tuple(members), table.get("note", ""))


def ad_hoc(spec: str) -> NamedGroup:
    """The group of NAME=code,code… Names of councils do too, but for those that hold a comma.

    Raises:
        UnknownPlace: without a name, or without a code.
    """
    name, _equals, codes = spec.partition("=")
    members = tuple(part.strip() for part in codes.split(",") if part.strip())
    if not name.strip() or not members:
        raise UnknownPlace(
            f"{spec!r} is not a group; write NAME=code,code, for example Ours=E08000026,E08000031"
        )
    return NamedGroup(slug(name), name.strip(), members)
