"""A tiny fictional country of four councils, and editions of it made from a few rows."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from careplace.measures.compute import compute
from careplace.sources.cqc import tables as contracts

EARLY, LATE = date(2021, 2, 1), date(2024, 3, 1)
# Dale was split in 2023; Old Moor became New Moor whole.
AREAS = [
    ("X1", "Ash", None, None),
    ("X2", "Birch", None, None),
    ("X3", "Old Moor", None, date(2023, 4, 1)),
    ("X4", "New Moor", date(2023, 4, 1), None),
    ("X5", "Dale", None, date(2023, 4, 1)),
    ("X6", "East Dale", date(2023, 4, 1), None),
    ("X7", "West Dale", date(2023, 4, 1), None),
]
SUCCESSORS = [("X3", "X4", True), ("X5", "X6", False), ("X5", "X7", False)]
RATING_DEFAULTS = {
    "care_home": True,
    "location_type": "Social Care Org",
    "category": "Residential social care",
    "council": "X1",
    "service_group": "Overall",
    "domain": "Overall",
    "rating": "Good",
    "published_on": date(2020, 2, 1),
    "inherited": False,
    "report_type": "Location",
    "source": "a" * 64,
    "sheet": "Locations",
}
LOCATION_DEFAULTS = {
    "care_home": True,
    "beds": 10,
    "dormant": False,
    "location_type": "Social Care Org",
    "category": "Residential social care",
    "council": "X1",
    "services": "|Care home service without nursing|",
    "user_bands": "|Older People|",
    "source": "b" * 64,
    "sheet": "HSCA_Active_Locations",
}


def table(contract, rows: list[dict], defaults: dict) -> pa.Table:
    names = contract.schema.names
    filled = [
        dict.fromkeys(names) | defaults | {"location_name": row.get("location_id"), "source_row": n + 2} | row
        for n, row in enumerate(rows)
    ]
    return pa.Table.from_pylist([{name: row.get(name) for name in names} for row in filled], contract.schema)


def areas() -> dict[str, pa.Table]:
    group = [
        (key, name, kind, code, start, end)
        for key, name, kind, members in (
            ("X92000001", "Demonstration England", "nation", {"X1", "X2", "X3", "X4", "X5", "X6", "X7"}),
            ("X12000001", "North", "region", {"X1", "X2"}),
        )
        for code, _, start, end in AREAS
        if code in members
    ]
    dates = [("from_date", pa.date32()), ("to_date", pa.date32())]
    text = [(n, pa.string()) for n in ("code", "name", "official_name", "kind")]
    members = [(n, pa.string()) for n in ("group_code", "group_name", "group_kind", "member")]
    return {
        "area": pa.Table.from_pylist(
            [
                {"code": c, "name": n, "official_name": n, "kind": "council", "from_date": f, "to_date": t}
                for c, n, f, t in AREAS
            ],
            pa.schema(text + dates),
        ),
        "area_group": pa.Table.from_pylist(
            [dict(zip([n for n, _ in members + dates], row, strict=True)) for row in group],
            pa.schema(members + dates),
        ),
        "area_successor": pa.Table.from_pylist(
            [
                {"code": c, "successor": s, "changed_on": date(2023, 4, 1), "whole": w}
                for c, s, w in SUCCESSORS
            ]
        ),
        "area_name": pa.Table.from_pylist([{"folded": n.lower(), "code": c} for c, n, _, _ in AREAS]),
        "neighbour": pa.schema(
            [
                ("council", pa.string()),
                ("neighbour", pa.string()),
                ("position", pa.int64()),
                ("distance", pa.float64()),
            ]
        ).empty_table(),
    }


class Made:
    """An edition's folder made from rows, for SQL to look into."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.tables, self.figures = folder / "tables", folder / "figures"

    def rows(self, name: str) -> list[dict]:
        path = self.tables / f"{name}.parquet"
        paths = [path] if path.exists() else sorted((self.tables / name).glob("*.parquet"))
        return [row for one in paths for row in pq.read_table(one).to_pylist()]

    def figure(self, figure_id: str) -> dict | None:
        measure, place, period, breakdown = figure_id.split("/", 3)
        wanted = {"measure": measure, "place": place, "period": period, "breakdown": breakdown}
        found = [
            row
            for one in sorted((self.figures / "providers").glob("*.parquet"))
            for row in pq.read_table(one).to_pylist()
            if wanted.items() <= row.items()
        ]
        assert len(found) <= 1, figure_id
        return found[0] if found else None

    def value(self, figure_id: str) -> float | None:
        found = self.figure(figure_id)
        return found["value"] if found else None


@pytest.fixture
def make(tmp_path):
    """make(ratings=[…], locations=[…], links=[…]) -> Made; rows say only what differs from the defaults."""

    def made(ratings=(), locations=(), links=(), folder="edition") -> Made:
        tables = tmp_path / folder / "tables"
        tables.mkdir(parents=True)
        link = {"source": "c" * 64, "sheet": ""}
        for contract, rows, defaults in (
            (contracts.RATING, ratings, RATING_DEFAULTS),
            (contracts.LOCATION, locations, LOCATION_DEFAULTS),
            (contracts.LOCATION_LINK, links, link),
        ):
            if rows:
                pq.write_table(table(contract, list(rows), defaults), tables / f"{contract.name}.parquet")
        for name, one in areas().items():
            pq.write_table(one, tables / f"{name}.parquet")
        compute(tables, tmp_path / folder / "figures")
        return Made(tmp_path / folder)

    return made
