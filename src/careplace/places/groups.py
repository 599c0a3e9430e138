"""Groups with a name: those of this package, a reader's TOML file, or NAME=code,code on the command line."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from careplace.entries import DictionaryError, parse_all
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


def _filled(members: tuple[str, ...]) -> tuple[str, ...]:
    if not members:
        raise ValueError("a group without members")
    return members


_WRITE = 'members = ["…", "…"], the names or codes of councils, under a heading of its own, such as [our-neighbours]'


@dataclass(frozen=True)
class Entry:
    """A group as a TOML file has it; other fields, such as `source`, are for people who read the file."""

    members: Annotated[tuple[str, ...], AfterValidator(_filled), Field(description=_WRITE)]
    name: str = ""
    note: str = ""


def shipped(areas: dict[str, Area]) -> tuple[NamedGroup, ...]:
    """The groups of named_groups.toml all of whose members are known."""
    groups = _groups(packaged("named_groups.toml"), "named_groups.toml")
    return tuple(group for group in groups if set(group.members) <= set(areas))


def groups_from_toml(path: Path) -> tuple[NamedGroup, ...]:
    """The groups of a reader's file: one table a group, with `members` and at will `name` and `note`.

    Raises:
        UnknownPlace: a file that is no TOML, or with every group that has no list of members.
    """
    try:
        tables = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnknownPlace(f"{path} cannot be read as TOML: {error}") from error
    try:
        return _groups(tables, str(path))
    except DictionaryError as error:
        raise UnknownPlace(str(error)) from None


def _groups(tables: dict[str, object], file: str) -> tuple[NamedGroup, ...]:
    entries = parse_all(Entry, ((f"group {key!r}", table) for key, table in tables.items()), file)
    return tuple(
        NamedGroup(slug(key), entry.name or key, entry.members, entry.note)
        for key, entry in zip(tables, entries, strict=True)
    )


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
