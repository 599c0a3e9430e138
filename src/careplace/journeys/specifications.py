"""Examples of each measure: the stays of one person, and what the measure lists of them. They run on every engine."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import pyarrow as pa

from careplace.engine.protocol import PortableEngine
from careplace.journeys.definitions import PACKAGE, Measure
from careplace.journeys.model import schema

LISTED = pa.schema(
    [
        ("person_id", pa.int64()),
        ("on_date", pa.date32()),
        ("council", pa.string()),
        ("trust", pa.string()),
        ("category", pa.string()),
        ("counted", pa.int64()),
        ("days", pa.int64()),
    ]
)
"""The columns that each measure's statement lists."""
BORN, COUNCIL = "1940-05-01", "E08000001"
Row = dict[str, object]


@dataclass(frozen=True)
class Example:
    """A person: what the example shows, their stays, and the rows that the measure lists, both as text by column."""

    says: str
    stays: tuple[dict[str, str], ...]
    expected: tuple[dict[str, str], ...]
    born: str
    died: str


@cache
def examples(measure_id: str) -> tuple[Example, ...]:
    """The examples of a measure's `specification.toml`."""
    text = files(PACKAGE).joinpath(measure_id, "specification.toml").read_text(encoding="utf-8")
    return tuple(
        Example(e["says"], _rows(e["stays"]), _rows(e["expected"]), e.get("born", BORN), e.get("died", ""))
        for e in tomllib.loads(text)["example"]
    )


def faults(engine: PortableEngine, measure: Measure) -> list[str]:
    """What an engine lists otherwise than the examples of a measure; all the people of the examples at once."""
    for name, table in tables(examples(measure.id)).items():
        engine.register(name, table)
    engine.keep("listed", measure.statement)
    columns = ", ".join(
        name if name != "counted" else "cast(counted as bigint) as counted" for name in LISTED.names
    )
    rows = engine.answer(f"select {columns} from listed", LISTED).to_pylist()
    return [
        f"{measure.id}, {example.says} Expected {expected}, found {found}"
        for person, example in enumerate(examples(measure.id))
        if (expected := _sorted(example.expected))
        != (found := _sorted([_texts(row, example) for row in rows if row["person_id"] == person]))
    ]


def tables(people: Sequence[Example]) -> dict[str, pa.Table]:
    """The tables of the internal model with the people of some examples, numbered from 0."""
    persons: list[Row] = []
    stays: list[Row] = []
    deaths: list[Row] = []
    for number, example in enumerate(people):
        persons.append({"person_id": number, "born": date.fromisoformat(example.born), "council": COUNCIL})
        stays += [{"person_id": number, "council": COUNCIL, **_values(row)} for row in example.stays]
        if example.died:
            deaths.append({"person_id": number, "died": date.fromisoformat(example.died)})
    rows = {"person": persons, "stay": stays, "contact": [], "death": deaths}
    return {name: pa.Table.from_pylist(rows[name], _all_nullable(name)) for name in rows}


def _all_nullable(table: str) -> pa.Schema:
    return pa.schema([(field.name, field.type) for field in schema(table)])


def _values(row: dict[str, str]) -> Row:
    flags = {name: row.get(name) == "true" for name in ("reablement", "long_term")}
    days = {name: date.fromisoformat(row[name]) for name in ("started", "ended", "ready") if row.get(name)}
    words = {
        name: row[name]
        for name in ("setting", "admission", "discharged_to", "delay_reason", "provider")
        if row.get(name)
    }
    return flags | days | words | ({"pathway": int(row["pathway"])} if row.get("pathway") else {})


def _texts(row: Row, example: Example) -> dict[str, str]:
    """The columns that the example names, as text."""
    names = example.expected[0] if example.expected else LISTED.names
    return {name: "" if row[name] is None else str(row[name]) for name in names}


def _sorted(rows: Sequence[dict[str, str]]) -> list[list[str]]:
    return sorted(list(row.values()) for row in rows)


def _rows(text: str) -> tuple[dict[str, str], ...]:
    names, *rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return tuple(dict(zip(names, row, strict=True)) for row in rows)
