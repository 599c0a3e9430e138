"""A small world for tests of editions: one publication of places, one register, one measure.

Small, so that a build takes milliseconds; the real publications run in tests/real.
"""

from datetime import date
from pathlib import Path

import pyarrow as pa

from careplace import figures
from careplace.editions.assembly import Publications
from careplace.editions.checks import Bounds
from careplace.engine import Engine
from careplace.sources.contract import Column, Problem, SourceError, Table
from careplace.sources.publication import Book, Reading

ORIGIN = (
    Column("source", "text", "SHA-256 of the raw file", required=True),
    Column("sheet", "text", "sheet", required=True),
    Column("source_row", "integer", "row", required=True),
)
PLACES = Table("fictional_place", "One council.", (Column("code", "text", "code"), *ORIGIN), key=("code",))
REGISTER = Table(
    "register_list",
    "One location.",
    (
        Column("snapshot", "date", "date", required=True),
        Column("location_id", "text", "id", required=True),
        Column("council", "text", "code"),
        Column("beds", "integer", "beds"),
        *ORIGIN,
    ),
    key=("snapshot", "location_id"),
)
BOUNDS = Bounds(registers=("register_list",))


class Fictional:
    publisher, licence, page = "The Fictional Council", "Open Government Licence v3.0", "https://example.org/"

    def recognise(self, book: Book) -> bool:
        return bool(book.sheets) and book.sheets[0].cells["c0"][0].as_py() == self.title

    def rows(self, book: Book) -> list[tuple[int, list]]:
        cells = book.sheets[0].cells.slice(1).to_pylist()
        return [(number, list(row.values())) for number, row in enumerate(cells, start=2)]

    def text(self, book: Book) -> dict[str, pa.Table]:
        return {"": book.sheets[0].cells}


class Places(Fictional):
    key, title, tables = "fictional-places", "Places of Fiction", (PLACES,)

    def read(self, book: Book, gazetteer=None) -> Reading:
        rows = [(row[0], book.file.sha256, "", number) for number, row in self.rows(book)]
        return Reading(
            self.key, book.file, None, "", {PLACES.name: typed(rows, PLACES)}, text=self.text(book)
        )


class Register(Fictional):
    key, title, tables, due_days = "fictional-register", "Register of Fiction", (REGISTER,), 60

    def read(self, book: Book, gazetteer=None) -> Reading:
        snapshot = date.fromisoformat(book.sheets[0].cells["c1"][0].as_py())
        problems = [
            Problem(book.file.name, repr(row[1]), f"one of {sorted(gazetteer.codes)}", "", number, "council")
            for number, row in self.rows(book)
            if row[1] not in gazetteer.codes
        ]
        if problems:
            raise SourceError(problems)
        rows = [(snapshot, *row[:2], int(row[2]), book.file.sha256, "", n) for n, row in self.rows(book)]
        tables = {REGISTER.name: typed(rows, REGISTER)}
        return Reading(self.key, book.file, snapshot, "workbook", tables, text=self.text(book))


class FictionalGazetteer:
    def __init__(self, codes: list[str]):
        self.codes = set(codes)

    @classmethod
    def from_tables(cls, tables: dict[str, pa.Table]) -> "FictionalGazetteer":
        return cls(tables[PLACES.name]["code"].to_pylist())

    def tables(self) -> dict[str, pa.Table]:
        rows = [
            {"code": code, "name": f"Town {code}", "kind": "council", "from_date": None, "to_date": None}
            for code in self.codes
        ]
        dates = [("from_date", pa.date32()), ("to_date", pa.date32())]
        return {
            "area": pa.Table.from_pylist(
                rows, pa.schema([*((name, pa.string()) for name in ("code", "name", "kind")), *dates])
            )
        }


def typed(rows: list[tuple], contract: Table) -> pa.Table:
    names = contract.schema.names
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], contract.schema)


PLACE, OTHER = Places(), Register()


def recognise(book: Book):
    return next((publication for publication in (PLACE, OTHER) if publication.recognise(book)), None)


PUBLICATIONS = Publications((PLACE,), (OTHER,), recognise, FictionalGazetteer.from_tables)


def compute(tables: Path, folder: Path, progress) -> None:
    """One figure: the beds of each council at each snapshot."""
    progress("Counting beds", 0, 1)
    with Engine(threads=1) as engine:
        engine.view_parquet("register_list", tables / "register_list.parquet")
        rows = engine.rows(
            "select snapshot, council, sum(beds)::double as beds from register_list group by all order by all"
        )
    made = [
        figures.Figure("beds", row["council"], row["snapshot"].isoformat(), "all", row["beds"], "beds")
        for row in rows
    ]
    with Engine(threads=1) as engine:
        engine.register("made", figures.table(made))
        (folder / "counting").mkdir()
        engine.write("select * from made order by all", folder / "counting" / "beds.parquet", figures.SCHEMA)


WORLD = {"publications": PUBLICATIONS, "compute": compute, "bounds": BOUNDS}
"""What `careplace.editions.build.build` takes to build in this world."""


def write_places(raw: Path, codes=("F01", "F02", "F03")) -> Path:
    return write_csv(raw / "places.csv", ["Places of Fiction", *codes])


def write_register(
    raw: Path, snapshot="2026-05-01", locations=30, first=0, councils=("F01", "F02", "F03")
) -> Path:
    rows = [f"1-{n:04d},{councils[n % len(councils)]},{n % 40}" for n in range(first, first + locations)]
    return write_csv(raw / f"register {snapshot}.csv", [f"Register of Fiction,{snapshot},", *rows])


def write_csv(path: Path, rows: list[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path
