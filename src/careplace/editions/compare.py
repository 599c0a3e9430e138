"""What differs between two editions: the files they were made from, their tables, and every figure."""

from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from careplace import figures
from careplace.editions import manifest
from careplace.editions.home import Home
from careplace.editions.opening import figures_of
from careplace.engine import Engine

LARGEST = 5
PER_MEASURE = """
    select measure, count(*) filter (where what = 'added') as added,
        count(*) filter (where what = 'removed') as removed,
        count(*) filter (where what = 'changed') as changed
    from figures_compared group by measure order by measure"""
BY_CHANGE = """
    select measure, place, period, breakdown, unit, before, after from (
        select *, row_number() over (
            partition by measure order by abs(after - before) desc, place, period, breakdown) as position
        from figures_compared where what = 'changed' and after <> before)
    where position <= $largest order by measure, position"""
REACHED = """
    select distinct {column} as reached from {one} where {column} not in (select {column} from {other}) order by reached"""


@dataclass(frozen=True)
class Comparison:
    """From edition `a` to edition `b`.

    `inputs`: the inputs (as in the manifest) only in b as "added", only in a as "removed". `tables`: the rows
    of each table in a and in b, None where it is absent. `figures`: how many figures of each measure were
    added, removed and changed. `largest`: the largest changes of value of each measure. `places` and `periods`:
    those that have figures only in b as "added", only in a as "removed"; places as "name (code)".
    """

    a: str
    b: str
    inputs: dict[str, list[dict]]
    tables: dict[str, tuple[int | None, int | None]]
    figures: list[dict]
    largest: list[dict]
    places: dict[str, list[str]] = field(default_factory=dict)
    periods: dict[str, list[str]] = field(default_factory=dict)

    @property
    def same(self) -> bool:
        """Whether no input, no number of rows and no figure differs."""
        alike = all(a == b for a, b in self.tables.values())
        return alike and not any(self.inputs.values()) and not self.figures


def compare(home: Path, a: str, b: str, largest: int = LARGEST) -> Comparison:
    """Compare the editions `a` and `b` of HOME.

    Raises:
        EditionError: when one does not exist or its manifest is damaged.
    """
    folder_a, folder_b = (Home(home).edition(id) for id in (a, b))
    before, after = manifest.read(folder_a), manifest.read(folder_b)
    with Engine() as engine:
        _see_figures(engine, "figure_a", folder_a)
        _see_figures(engine, "figure_b", folder_b)
        engine.script(__package__, "figures_compared.sql")
        per_measure = engine.rows(PER_MEASURE)
        changes = engine.rows(BY_CHANGE, {"largest": largest})
        places, periods = _reached(engine, "place"), _reached(engine, "period")
    names = _names(folder_a) | _names(folder_b)
    places = {what: [names.get(code, code) for code in codes] for what, codes in places.items()}
    inputs = {"added": _missing_in(before, after), "removed": _missing_in(after, before)}
    tables = _tables(before, after)
    return Comparison(folder_a.name, folder_b.name, inputs, tables, per_measure, changes, places, periods)


def _reached(engine: Engine, column: str) -> dict[str, list[str]]:
    """Places or periods that have figures in one of the editions alone."""
    sides = {"added": ("figure_b", "figure_a"), "removed": ("figure_a", "figure_b")}
    return {
        what: [row["reached"] for row in engine.rows(REACHED.format(column=column, one=one, other=other))]
        for what, (one, other) in sides.items()
    }


def _names(folder: Path) -> dict[str, str]:
    """{code: "name (code)"} of the areas of an edition."""
    areas = pq.read_table(folder / "tables" / "area.parquet")
    if "name" not in areas.column_names:
        return {}
    return {
        row["code"]: f"{row['name']} ({row['code']})" for row in areas.select(["code", "name"]).to_pylist()
    }


def _see_figures(engine: Engine, name: str, folder: Path) -> None:
    if paths := figures_of(folder):
        engine.view_parquet(name, *paths)
    else:
        engine.register(name, figures.SCHEMA.empty_table())


def _missing_in(entries: dict, others_entries: dict) -> list[dict]:
    hashes = {entry["sha256"] for entry in entries["inputs"]}
    return [entry for entry in others_entries["inputs"] if entry["sha256"] not in hashes]


def _tables(before: dict, after: dict) -> dict[str, tuple[int | None, int | None]]:
    rows = [manifest.tables(m) for m in (before, after)]
    return {name: (rows[0].get(name), rows[1].get(name)) for name in sorted(rows[0] | rows[1])}
