"""A release as CSV on the Web: figures, what the measures are, and what each column means."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from careplace.checksum import file_sha256
from careplace.journeys.counting.count import Counted
from careplace.journeys.counting.grain import CELL
from careplace.journeys.definitions import Measure
from careplace.journeys.release.protection import ROUNDING, Published, Safe
from careplace.journeys.release.sums import Cell
from careplace.statistics.disclosure import LARGEST_SMALL, rounded

FIGURES, MEASURES, METADATA = "figures.csv", "measures.csv", "csv-metadata.json"
FIGURE_COLUMNS = {
    "measure": ("string", "the measure: measures.csv says what it counts"),
    "place_kind": ("string", "all, council, board or trust"),
    "place": ("string", "code of the place; all, or unknown where none was recorded"),
    "period_kind": ("string", "month, or year: a financial year"),
    "period": ("date", "first day of the period"),
    "age_band": ("string", "age in years on the day, or all"),
    "category": ("string", "the measure's category, or all"),
    "events": ("integer", f"how many, to the nearest {ROUNDING}; empty where withheld"),
    "counted": ("integer", f"of a share: how many of them, to the nearest {ROUNDING}; empty where withheld"),
    "percent": ("integer", "of a share: the rounded counted of the rounded events"),
    "days": ("integer", f"of a number of days: their sum, to the nearest {ROUNDING}"),
    "median_days": ("integer", "of a duration: half lasted at most this long"),
    "days_90": ("integer", "of a duration: nine of ten lasted at most this long"),
    "withheld": (
        "string",
        "the columns that are withheld since they are, or would give away, a count of few people",
    ),
}
MEASURE_COLUMNS = {
    "id": ("string", "the measure's name in figures.csv"),
    "title": ("string", "title"),
    "kind": ("string", "count, share, days or duration"),
    "events": ("string", "what events are"),
    "counted": ("string", "of a share: which of them count"),
    "category": ("string", "what the categories are"),
    "national": ("string", "the published national figure that is nearest"),
    "differences": ("string", "how it differs"),
    "history": ("boolean", "whether it is a definition of the past"),
    "released_by": ("string", "the organisation that released the figures"),
    "released_on": ("date", "the day of release"),
    "first_day": ("date", "the first day that the records cover"),
    "last_day": ("date", "the last day that the records cover"),
    "fictional": ("boolean", "whether the people are fictional"),
    "figures_sha256": ("string", f"SHA-256 of {FIGURES}, which these measures describe"),
}
KEY = (*CELL.names,)
SHARES_ON_EITHER_SIDE = {"median_days": 2, "days_90": 10}
"""A percentile is shown where more than LARGEST_SMALL events last at least as long: of so many times that number."""


def figure_rows(measure: Measure, safe: Safe, counted: Counted) -> list[dict]:
    """The rows of figures.csv of a measure."""
    percentiles = _by_cell(counted.percentiles)
    days = (
        {cell: row["days"] for cell, row in _by_cell(counted.cells).items()} if measure.kind == "days" else {}
    )
    rows = []
    for number, cell in enumerate(safe.cells):
        counts = {layer: _whole(values[number]) for layer, values in safe.values.items()}
        row = {"measure": measure.id, **cell._asdict(), **counts}
        row["withheld"] = " ".join(layer for layer, count in counts.items() if count is None)
        if counts["events"] is not None:
            row |= _of_events(measure, counts, days.get(cell), percentiles.get(cell, {}))
        rows.append(row)
    return rows


def _of_events(measure: Measure, counts: dict, days: int | None, percentiles: dict) -> dict:
    row: dict = {}
    if measure.kind == "share" and counts["counted"] is not None and counts["events"]:
        row["percent"] = min(100, round(100 * counts["counted"] / counts["events"]))
    if days is not None:
        row["days"] = int(rounded(days, ROUNDING))
    for name, times in SHARES_ON_EITHER_SIDE.items():
        if percentiles.get("timed", 0) >= times * (LARGEST_SMALL + 1):
            row[name] = percentiles[name]
    return row


def _whole(value: float) -> int | None:
    return None if np.isnan(value) else int(value)


def _by_cell(table: pa.Table | None) -> dict[Cell, dict]:
    rows = [] if table is None else table.to_pylist()
    return {Cell(*(row[n] if n != "period" else row[n].isoformat() for n in KEY)): row for row in rows}


def write_files(folder: Path, measures: Sequence[Measure], rows: Iterable[dict], provenance: dict) -> None:
    """Write figures.csv, measures.csv with who released them, and their metadata."""
    (folder / FIGURES).write_text(csv_text(FIGURE_COLUMNS, rows), encoding="utf-8")
    sha256 = file_sha256(folder / FIGURES)
    described = [
        _described(measure) | _lowered(provenance) | {"figures_sha256": sha256} for measure in measures
    ]
    (folder / MEASURES).write_text(csv_text(MEASURE_COLUMNS, described), encoding="utf-8")
    (folder / METADATA).write_text(json.dumps(_metadata(), indent=1) + "\n", encoding="utf-8")


def _described(measure: Measure) -> dict:
    return _lowered(measure.model_dump())


def _lowered(entries: dict) -> dict:
    """With truths as CSV on the Web writes them."""
    return {key: str(value).lower() if isinstance(value, bool) else value for key, value in entries.items()}


def csv_text(columns: Iterable[str], rows: Iterable[dict]) -> str:
    """A CSV file of some columns."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _metadata() -> dict:
    tables = {
        FIGURES: (FIGURE_COLUMNS, ["measure", *KEY]),
        MEASURES: (MEASURE_COLUMNS, ["id"]),
    }
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "tables": [
            {
                "url": name,
                "tableSchema": {
                    "columns": [
                        {"name": column, "titles": column, "datatype": kind, "dc:description": meaning}
                        for column, (kind, meaning) in columns.items()
                    ],
                    "primaryKey": key,
                },
            }
            for name, (columns, key) in tables.items()
        ],
    }


def published(folder: Path) -> dict[str, Published]:
    """{measure: what a release published of it}"""
    layers = ("events", "counted")
    by_measure: dict[str, dict[tuple[Cell, str], int | None]] = {}
    with (folder / FIGURES).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cell = Cell(*(row[name] for name in KEY))
            for layer in layers:
                if row[layer] or layer in row["withheld"].split():
                    value = int(row[layer]) if row[layer] else None
                    by_measure.setdefault(row["measure"], {})[cell, layer] = value
    return dict(by_measure)
