"""A tiny fictional country of four councils, and editions of it made from a few rows."""

from contextlib import ExitStack, closing
from dataclasses import asdict
from datetime import date
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.measures import fictional

from careplace.engine import Engine
from careplace.figures import Figure
from careplace.measures.compute import compute_providers, record_measures
from careplace.measures.reader import Reader, from_table
from careplace.places import editions
from careplace.places.gazetteer import Gazetteer
from careplace.sources.cqc import tables as contracts
from careplace.sources.places.tables import POSTCODE

EARLY, LATE = fictional.EARLY, fictional.LATE
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


MEMBERS = {
    ("X92000001", "Demonstration England", "nation"): ("X1", "X2", "X3", "X4", "X5", "X6", "X7"),
    ("X12000001", "North", "region"): ("X1", "X2"),
    ("X12000002", "South", "region"): ("X3", "X4", "X5", "X6", "X7"),
}
NEAR = {"X1": ("X2", "X4"), "X2": ("X1",)}


def areas(successors=SUCCESSORS) -> dict[str, pa.Table]:
    """The gazetteer's tables of the fictional country."""
    rows = {
        "area": [(code, name, name, "council", start, end, None) for code, name, start, end in AREAS]
        + [(*group[:2], group[1], group[2], None, None, None) for group in MEMBERS],
        "area_name": [(row[1].lower(), row[0]) for row in (*AREAS, *MEMBERS)],
        "area_successor": [(code, heir, date(2023, 4, 1), whole) for code, heir, whole in successors],
        "area_group": [
            (*group, code, start, end, 1.0)
            for group, members in MEMBERS.items()
            for code, _, start, end in AREAS
            if code in members
        ],
        "neighbour": [
            (council, near, n, n / 2) for council, found in NEAR.items() for n, near in enumerate(found, 1)
        ],
    }
    return {name: editions.arrow(name, found) for name, found in rows.items()}


class Made:
    """An edition's folder made from rows, for SQL to look into."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.tables, self.figures = folder / "tables", folder / "figures"

    @cached_property
    def reader(self) -> Reader:
        """The edition opened for reading, as an edition's opening does."""
        engine = Engine()
        for path in sorted(self.tables.iterdir()):
            paths = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
            engine.view_parquet(path.stem, *paths)
        return Reader(
            engine,
            self.folder,
            Gazetteer.from_edition(
                {name: pq.read_table(self.tables / f"{name}.parquet") for name in areas()}
            ),
        )

    def close(self) -> None:
        if "reader" in vars(self):
            self.reader.engine.close()

    def stored(self) -> list[Figure]:
        """Every figure of the edition."""
        paths = sorted((self.figures / "providers").glob("*.parquet"))
        return [figure for one in paths for figure in from_table(pq.read_table(one))]

    def rows(self, name: str) -> list[dict]:
        path = self.tables / f"{name}.parquet"
        paths = [path] if path.exists() else sorted((self.tables / name).glob("*.parquet"))
        return [row for one in paths for row in pq.read_table(one).to_pylist()]

    def figure(self, figure_id: str) -> dict | None:
        found = [asdict(figure) for figure in self.stored() if figure.id == figure_id]
        assert len(found) <= 1, figure_id
        return found[0] if found else None

    def value(self, figure_id: str) -> float | None:
        found = self.figure(figure_id)
        return found["value"] if found else None


def built(folder: Path, ratings=(), locations=(), links=(), successors=SUCCESSORS, others=None) -> Made:
    """An edition's folder from rows, which say only what differs from the defaults; `others` are rows by table.

    It has no figures of outcomes: the rules of theirs take a third of the time, over tables that have no row here.
    """
    tables = folder / "tables"
    tables.mkdir(parents=True)
    for contract, rows, defaults in (
        (contracts.RATING, ratings, RATING_DEFAULTS),
        (contracts.LOCATION, locations, LOCATION_DEFAULTS),
        (contracts.LOCATION_LINK, links, {"source": "c" * 64, "sheet": ""}),
        *(
            (one, (others or {}).get(one.name), {"source": "d" * 64, "sheet": ""})
            for one in (*contracts.TABLES, POSTCODE)
        ),
    ):
        if rows:
            pq.write_table(table(contract, list(rows), defaults), tables / f"{contract.name}.parquet")
    for name, one in areas(successors).items():
        pq.write_table(one, tables / f"{name}.parquet")
    record_measures(tables)
    compute_providers(tables, folder / "figures", lambda *_: None)
    return Made(folder)


@pytest.fixture
def make(tmp_path):
    """make(ratings=[…], locations=[…], links=[…]) -> Made."""
    with ExitStack() as opened:

        def made(*rows, folder="edition", **named) -> Made:
            one = built(tmp_path / folder, *rows, **named)
            opened.callback(one.close)
            return one

        yield made


@pytest.fixture(scope="session")
def edition(tmp_path_factory):
    """One edition of a whole fictional register: rated locations in 2021, every location in 2024, Ash alone in 2025."""
    with closing(built(tmp_path_factory.mktemp("measures") / "edition", *fictional.register())) as made:
        yield made


@pytest.fixture(scope="session")
def reader(edition):
    return edition.reader
