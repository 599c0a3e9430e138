"""Refuses columns that identify people directly. A message names the file and the column, and never a value."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from careplace.engine import Engine
from careplace.journeys.contract.source_files import SourceFile
from careplace.journeys.contract.staging import forget_rejected
from careplace.journeys.errors import RecordsError, discreet

# The condition of a value, and of the values among which it counts: one in eleven numbers of ten digits passes the check.
VALUES = {
    "nhs_number": ("is_nhs_number({text})", "is_ten_digits({text})"),
    "postcode": ("is_postcode({text})", "true"),
    "full_date": ("is_full_date({text})", "true"),
    "": ("true", "true"),
}


@dataclass(frozen=True)
class Kind:
    """A kind of identifier: its title, what to do about it, and what names or values show it."""

    title: str
    advice: str
    name: str = ""
    value: str = ""
    share: float = 0.0


@cache
def kinds() -> tuple[Kind, ...]:
    """The kinds of identifiers.toml."""
    text = (files(__package__) / "identifiers.toml").read_text(encoding="utf-8")
    return tuple(Kind(**entry) for entry in tomllib.loads(text)["kind"])


def refuse_identifiers(engine: Engine, sources: list[SourceFile]) -> None:
    """Look at every value of every column.

    Raises:
        RecordsError: with each file and column that identifies people.
    """
    engine.script(__package__, "identifiers.sql")
    if problems := [problem for source in sources for problem in _problems(engine, source)]:
        raise RecordsError("\n".join(["records that name people are refused:", *problems]))


def _problems(engine: Engine, source: SourceFile) -> list[str]:
    candidates = [
        (kind, column) for kind in kinds() for column in source.columns if _may_be(kind, column, source)
    ]
    counts = ", ".join(f"{_counts(kind, column)} as n{i}" for i, (kind, column) in enumerate(candidates))
    with discreet(f"looking for identifiers in {source.name}"):
        [row] = engine.rows(f"select {counts} from {source.relation()}")
        forget_rejected(engine)
    return [
        f"{source.name}, column {column}: {kind.title}; {kind.advice}"
        for i, (kind, column) in enumerate(candidates)
        if _found(kind, *row[f"n{i}"])
    ]


def _may_be(kind: Kind, column: str, source: SourceFile) -> bool:
    """Whether a column's values are looked at. Fields of the publication are exempt from what their names suggest."""
    if not kind.name:
        return True
    return bool(re.search(kind.name, column.lower())) and column.lower() not in source.publication.names


def _counts(kind: Kind, column: str) -> str:
    """A list of how many values fit, and of how many."""
    text = 'trim("{}")'.format(column.replace('"', '""'))
    fits, among = (condition.format(text=text) for condition in VALUES[kind.value])
    counts = (f"count(*) filter (where {text} <> '' and {condition})" for condition in (fits, among))
    return f"[{', '.join(counts)}]"


def _found(kind: Kind, fitting: int, among: int) -> bool:
    return fitting > 0 and fitting >= kind.share * among
