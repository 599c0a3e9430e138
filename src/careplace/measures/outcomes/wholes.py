"""Parts that must add up to a whole: the rules of wholes.toml, applied to every published number."""

from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import pyarrow as pa
from pydantic import with_config

from careplace.engine import Engine
from careplace.entries import ENTRY, OneOf, Whole, content, numbered, parse_all
from careplace.measures.dictionary import PLACES

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


@with_config(ENTRY)
@dataclass(frozen=True)
class PartsOfWhole:
    """A rule: of `table` and `series`, the number `adds` of the `parts` of a breakdown `kind` makes the number `makes` of
    the whole, each rounded to `rounded` (0: not at all), at the kinds of place `places`."""

    table: str
    series: tuple[str, ...]
    kind: str
    parts: tuple[str, ...]
    adds: Annotated[str, OneOf(NUMBERS)]
    makes: Annotated[str, OneOf(NUMBERS)]
    rounded: Whole = 0
    places: tuple[Annotated[str, OneOf(PLACES)], ...] = PLACES


@cache
def rules() -> tuple[PartsOfWhole, ...]:
    """The rules of wholes.toml.

    Raises:
        DictionaryError: a field is unknown or missing, or a word is not one of its list.
    """
    path = files(PACKAGE) / "wholes.toml"
    entries = content(path, ("whole",)).get("whole", [])
    return parse_all(PartsOfWhole, numbered("whole", entries), path.name)


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
