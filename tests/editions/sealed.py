"""Editions made by hand, for what is told about two of them: a place, a group, figures, files and a dictionary."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from careplace import figures
from careplace.editions import manifest
from careplace.figures import Figure
from careplace.measures.recorded import recorded
from careplace.places import editions

SPLIT = date(2023, 4, 1)
AREAS = (
    ("X1", "Ash", "council", None, None),
    ("X2", "Birch", "council", None, None),
    ("X3", "Old Moor", "council", None, SPLIT),
    ("X4", "New Moor", "council", SPLIT, None),
    ("X9", "North", "region", None, None),
)
NORTH = (("X1", None), ("X2", None))


@dataclass(frozen=True)
class Measure:
    """A measure of the dictionary, with words beside it that decide no number."""

    id: str
    title: str = "Days of delay"
    unit: str = "days"
    section: str = "flow"
    numerator: str = "days"
    caveats: str = ""


KNOWN = (Measure("delay"),)


def raw(digit: str, name: str, title: str = "Delays", snapshot: str = "2026-05-01") -> dict:
    """One input of a manifest; figures name it by twelve times its digit."""
    return {"sha256": digit * 64, "name": name, "title": title, "snapshot": snapshot}


def figure(
    value: float | None, place="X1", period="2026-04", source="a", version="", measure="delay", **more
) -> Figure:
    sources = "|".join(digit * 12 for digit in source)
    given = {
        "breakdown": "all",
        "unit": "days",
        "method": "count",
        "version": version,
        "source": sources,
    } | more
    return Figure(measure, place, period, given.pop("breakdown"), value, **given)


def edition(home: Path, id: str, rows, inputs=(), measures=KNOWN, areas=AREAS, north=NORTH) -> str:
    """Seal an edition in HOME and give its id; without `measures` (None) it is one that recorded no dictionary."""
    folder = home / "editions" / id
    for name in ("tables", "figures"):
        (folder / name).mkdir(parents=True)
    for name, table in _places(areas, north).items():
        pq.write_table(table, folder / "tables" / f"{name}.parquet")
    if measures is not None:
        table = recorded(measures)
        pq.write_table(table, folder / "tables" / "measure.parquet")
    if rows:
        pq.write_table(figures.table(list(rows)), folder / "figures" / "made.parquet")
    manifest.seal(
        folder, {"edition": id, "inputs": list(inputs), "files": manifest.contents(folder), "checks": []}
    )
    return id


def _places(areas, north) -> dict:
    rows = {
        "area": [(code, name, name, kind, start, end, None) for code, name, kind, start, end in areas],
        "area_name": [(name.lower(), code) for code, name, *_rest in areas],
        "area_successor": [("X3", "X4", SPLIT, True)] if "X4" in {area[0] for area in areas} else [],
        "area_group": [("X9", "North", "region", code, start, None, 1.0) for code, start in north],
        "neighbour": [],
    }
    return {name: editions.arrow(name, found) for name, found in rows.items()}
