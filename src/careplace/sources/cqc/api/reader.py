"""Reads saved payloads of CQC's public API v1 into the tables of careplace.sources.cqc.tables.

A file is a JSON list or JSON lines, plain or gzipped, of locations' or providers' payloads or both; where
both stand in one file (a harvest), locations learn their provider's name and ownership. Names of managers,
contacts and nominated individuals are never read (payload.sql lists what is).

A location whose only rating is of one service group of the newer framework (`assessment`) is given that
rating as its overall too, marked `report_type` "Assessment"; ratings.sql has the evidence.
"""

from datetime import date

import duckdb
import pyarrow as pa

from careplace.engine import Engine, literal
from careplace.places.gazetteer import Gazetteer
from careplace.ratings import scale
from careplace.sources import payloads
from careplace.sources.contract import Problem, SourceError, Table
from careplace.sources.cqc import tables
from careplace.sources.cqc.api import saved
from careplace.sources.publication import Book, Reading

HERE = "careplace.sources.cqc.api"
COUNCILS = pa.schema([("name", pa.string()), ("code", pa.string())])
NO_COUNCIL = ("", "Unspecified")


class ApiPayloads:
    """The publication `cqc-api`."""

    key = "cqc-api"
    title = "CQC public API: locations and providers"
    publisher = "Care Quality Commission"
    licence = "Open Government Licence v3.0"
    page = "https://www.cqc.org.uk/about-us/transparency/using-cqc-data"
    tables = (
        tables.LOCATION,
        tables.RATING,
        tables.RATING_HISTORY,
        tables.LAST_RATING,
        tables.LOCATION_LINK,
        tables.DEACTIVATED,
        tables.PROVIDER_RECORD,
        tables.PROVIDER_RATING,
    )

    def recognise(self, book: Book) -> bool:
        """Whether the file's first payload is a location's or a provider's."""
        first = payloads.first_object(book.file.path) if book.kind == "json" else {}
        return "registrationStatus" in first and ("locationId" in first or "providerId" in first)

    def read(self, book: Book, gazetteer: Gazetteer | None) -> Reading:
        """The file's tables; councils stay null without a gazetteer.

        Raises:
            SourceError: with every problem found.
        """
        with Engine() as engine:
            _load(engine, book)
            _refuse(engine, book)
            snapshot, basis = _dated(engine, book)
            _resolve(engine, book, gazetteer, snapshot)
            _set(engine, snapshot=str(snapshot), source=book.file.sha256)
            engine.script("careplace.sources.cqc", "people.sql")
            engine.script(HERE, "tables.sql")
            found = {table.name: _typed(engine, table) for table in self.tables}
            return Reading(self.key, book.file, snapshot, basis, found, _notes(engine))


def _set(engine: Engine, **values: str) -> None:
    for name, value in values.items():
        engine.connection.execute(f"set variable {name} = $1", [value])


def _load(engine: Engine, book: Book) -> None:
    _set(
        engine,
        path=literal(book.file.path),
        compression=payloads.compression(book.file.path),
        words=scale.known(),
    )
    engine.register(
        "rating_word", pa.table(list(zip(*scale.words(), strict=True)), ["folded", "standard", "kind"])
    )
    engine.register("domain", pa.table({"domain": list(scale.DOMAINS)}))
    try:
        engine.script(HERE, "payload.sql")
    except (duckdb.Error, UnicodeDecodeError) as error:
        said = str(error).strip().splitlines()[0].replace(str(book.file.path), book.file.name)
        raise SourceError(
            Problem(
                book.file.name, said, "a whole JSON list, or JSON lines, of the API's payloads; save it again"
            )
        ) from error
    engine.script(HERE, "ratings.sql")


def _refuse(engine: Engine, book: Book) -> None:
    """Raise SourceError when anything in the payloads breaks a contract."""
    found = engine.rows(saved.sql("problems.sql"))
    if not engine.rows("select 1 from payload limit 1"):
        raise SourceError(Problem(book.file.name, "no payload", "at least one location or provider"))
    if found:
        raise SourceError(
            Problem(book.file.name, row["found"], row["expected"], row=row["source_row"], column=row["field"])
            for row in found
        )


def _dated(engine: Engine, book: Book) -> tuple[date, str]:
    newest = engine.rows(saved.sql("newest.sql"))[0]["newest"]
    try:
        return saved.dated(book.file.name, newest)
    except ValueError as error:
        expected = "a name with the date that the file describes, for example cqc-api_2025-03-15.json"
        raise SourceError(Problem(book.file.name, str(error), expected)) from error


def _resolve(engine: Engine, book: Book, gazetteer: Gazetteer | None, snapshot: date) -> None:
    names = engine.sql("select distinct localAuthority as name from payload where localAuthority is not null")
    asked = sorted(set(names["name"].to_pylist()) - set(NO_COUNCIL))
    codes = _codes(gazetteer, asked, snapshot, book) if gazetteer and asked else {}
    engine.register("council", pa.table({"name": list(codes), "code": list(codes.values())}, COUNCILS))


def _codes(gazetteer: Gazetteer, names: list[str], on: date, book: Book) -> dict[str, str]:
    try:
        return gazetteer.codes(names, on=on)
    except LookupError as unknown:
        raise SourceError(
            Problem(book.file.name, str(unknown), "councils of England", column="localAuthority")
        ) from unknown


def _typed(engine: Engine, table: Table) -> pa.Table:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return engine.sql(f"select {names} from {table.name}").cast(table.schema)


def _notes(engine: Engine) -> tuple[str, ...]:
    [row] = engine.rows(
        "select count(distinct source_row) as locations from derived_overall where published is not null"
    )
    if not row["locations"]:
        return ()
    return (f"{row['locations']} locations take their overall rating from the one service group assessed",)
