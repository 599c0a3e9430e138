"""Parts that must add up to a whole: the rules of wholes.toml, applied to every published number."""

from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import pyarrow as pa

from careplace.engine import Engine
from careplace.measures.dictionary import PLACES
from careplace.measures.entries import DictionaryError, Wrong, content, parse

PACKAGE = "careplace.measures.outcomes"
TABLE = "parts_misfit"
NUMBERS = ("numerator", "denominator")
SCHEMA = pa.schema(
    [
        ("source_table", pa.string()),
        ("series", pa.list_(pa.string())),
        ("kind", pa.string()),
        ("parts", pa.list_(pa.string())),
        ("adds", pa.string()),
        ("makes", pa.string()),
        ("rounded", pa.float64()),
        ("places", pa.list_(pa.string())),
    ]
)


@dataclass(frozen=True)
class Whole:
    """A rule: of `table` and `series`, the number `adds` of the `parts` of a breakdown `kind` makes the number `makes` of
    the whole, each rounded to `rounded` (0: not at all), at the kinds of place `places`."""

    table: str
    series: tuple[str, ...]
    kind: str
    parts: tuple[str, ...]
    adds: str
    makes: str
    rounded: int = 0
    places: tuple[str, ...] = PLACES


@cache
def rules() -> tuple[Whole, ...]:
    """The rules of wholes.toml.

    Raises:
        DictionaryError: a field is unknown or missing, or a word is not one of its list.
    """
    path = files(PACKAGE) / "wholes.toml"
    entries = content(path, ("whole",)).get("whole", [])
    parsed = [parse(Whole, entry, path.name, f"whole {n}") for n, entry in enumerate(entries, 1)]
    if problems := [wrong for n, rule in enumerate(parsed, 1) for wrong in _problems(path.name, n, rule)]:
        raise DictionaryError(problems)
    return tuple(parsed)


def mark(engine: Engine) -> None:
    """Mark the rows of `observation` that do not add up as not comparable, and list them in the table `parts_misfit`."""
    rows = [{"source_table": rule.table} | asdict(rule) for rule in rules()]
    engine.register("whole_rule", pa.Table.from_pylist(rows, SCHEMA))
    engine.script(PACKAGE, "wholes.sql")


def list_days(engine: Engine) -> None:
    """Add the days of hospitals whose discharges by time of day do not add up. In: nhs_discharge."""
    engine.script(PACKAGE, "wholes_of_days.sql")


def store(engine: Engine, tables: Path) -> None:
    """Write `parts_misfit` beside the other tables of the edition."""
    engine.write(f'from "{TABLE}" order by all', tables / f"{TABLE}.parquet")


def _problems(path: str, number: int, rule: Whole) -> list[Wrong]:
    words = {"adds": NUMBERS, "makes": NUMBERS}
    return [
        Wrong(path, f"whole {number}", name, repr(getattr(rule, name)), " or ".join(allowed))
        for name, allowed in words.items()
        if getattr(rule, name) not in allowed
    ]
