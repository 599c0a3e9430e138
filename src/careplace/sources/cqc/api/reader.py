"""Reads saved payloads of CQC's public API v1 into the tables of careplace.sources.cqc.tables.

A file is a JSON list or JSON lines, plain or gzipped, of locations' or providers' payloads or both, or one payload;
where both stand in one file (a harvest), locations learn their provider's name and ownership. Names of managers,
contacts and nominated individuals are never read (shape.json lists what is).

The rating that counts is the newest published, whichever block of the payload holds it: `currentRatings`,
`assessment` (of the location, or of its only service group) or `historicRatings`. A rating of the newer framework is
marked `report_type` "Assessment"; ratings.sql and chosen.sql have the rules and their evidence.

A payload that cannot be used is left out and noted, unless too many are (tolerance.py).
"""

from dataclasses import replace
from datetime import date

import duckdb
import pyarrow as pa

from careplace.engine import Engine, literal
from careplace.places.gazetteer import Gazetteer
from careplace.ratings import scale
from careplace.sources import checks, dates, payloads, spared
from careplace.sources.contract import ROWS_SHOWN, Problem, SourceError, Table
from careplace.sources.cqc import councils, people, tables
from careplace.sources.cqc.api import answers, notes, saved, shape, tolerance
from careplace.sources.publication import Book, Reading

HERE = "careplace.sources.cqc.api"
COUNCILS = pa.schema([("name", pa.string()), ("ended_on", pa.string()), ("code", pa.string())])


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
        """Whether a location's or a provider's payload is among the first of the file."""
        return book.kind == "json" and any(map(answers.is_payload, payloads.first_objects(book.file.path)))

    def read(self, book: Book, gazetteer: Gazetteer | None) -> Reading:
        """The file's tables; councils stay null without a gazetteer.

        Raises:
            SourceError: with every problem found, where too many payloads have one.
        """
        with Engine() as engine:
            _load(engine, book)
            all_notes = [*_leave_out(engine, book), *_leave_out_repeats(engine)]
            engine.script(HERE, "chosen.sql")
            snapshot, basis = _dated(engine, book)
            all_notes += _resolve(engine, gazetteer, snapshot)
            _set(engine, snapshot=str(snapshot), source=book.file.sha256)
            people.install(engine)
            engine.script(HERE, "tables.sql")
            tables_by_name = {table.name: _typed(engine, table) for table in self.tables}
            all_notes += [*_blanked(engine, book), *_unseen(tables_by_name, book), *notes.on_ratings(engine)]
            return Reading(self.key, book.file, snapshot, basis, tables_by_name, tuple(all_notes))


def _set(engine: Engine, **values: str) -> None:
    for name, value in values.items():
        engine.connection.execute(f"set variable {name} = $1", [value])


def _load(engine: Engine, book: Book) -> None:
    path = book.file.path
    _set(engine, earliest=str(dates.EARLIEST), latest=str(dates.newest_possible()))
    _set(engine, path=literal(path), compression=payloads.compression(path), shape=shape.structure())
    engine.register("rating_word", _rating_words())
    engine.register("domain", pa.table({"domain": list(scale.DOMAINS)}))
    try:
        engine.script(HERE, "payload.sql")
    except (duckdb.Error, UnicodeDecodeError) as error:
        message = str(error).strip().splitlines()[0]
        message = message.replace(literal(path), book.file.name).replace(str(path), book.file.name)
        expected = "a whole JSON list, or JSON lines, of the API's payloads; save it again"
        raise SourceError(Problem(book.file.name, message, expected)) from error
    engine.script(HERE, "ratings.sql")


def _rating_words() -> pa.Table:
    rows = [(*word, scale.from_worst(word[1])) for word in scale.words()]
    return pa.table(list(zip(*rows, strict=True)), ["folded", "standard", "kind", "from_worst"])


def _leave_out(engine: Engine, book: Book) -> list[str]:
    """Delete the payloads that cannot be used; a note on them.

    Raises:
        SourceError: where there are too many, or there is no payload at all.
    """
    [[count]] = engine.connection.execute("select count(*) from payload").fetchall()
    if not count:
        raise SourceError(Problem(book.file.name, "no payload", "at least one location or provider"))
    problems = _problems(engine, book)
    rows = {problem.row for problem in problems}
    if not tolerance.tolerable(len(rows), count):
        raise SourceError(problems)
    if not rows:
        return []
    engine.register("unusable", pa.table({"source_row": sorted(row for row in rows if row)}))
    unusable = engine.rows("select source_row, id from payload semi join unusable using (source_row)")
    _delete(engine, "unusable")
    return [tolerance.left_out_note(problems, {row["source_row"]: row["id"] for row in unusable}, count)]


def _problems(engine: Engine, book: Book) -> list[Problem]:
    """What makes payloads unusable: parts of another shape first, then values that are not what they should be."""
    misshapen = engine.rows(shape.query())
    rows = {row["source_row"] for row in misshapen}
    wrong = [row for row in engine.rows(saved.sql("problems.sql")) if row["source_row"] not in rows]
    return [
        Problem(book.file.name, row["actual"], row["expected"], row=row["source_row"], column=row["field"])
        for row in sorted([*misshapen, *wrong], key=lambda row: row["source_row"])
    ]


def _blanked(engine: Engine, book: Book) -> list[str]:
    """Notes on values that only describe, do not fit, and are read as nothing.

    Raises:
        SourceError: where too many of one field do not fit.
    """
    fields: dict[str, list[Problem]] = {}
    for row in engine.rows(saved.sql("descriptive.sql")):
        where = {"row": row["source_row"], "column": row["field"]}
        fields.setdefault(row["field"], []).append(
            Problem(book.file.name, row["actual"], row["expected"], **where)
        )
    [[count]] = engine.connection.execute("select count(*) from payload").fetchall()
    counted = (
        [replace(problems[0], rows=len(problems)), *_uncounted(problems[1:])] for problems in fields.values()
    )
    return [note for problems in counted for note in spared.notes(problems, count)]


def _uncounted(problems: list[Problem]) -> list[Problem]:
    return [replace(problem, rows=0) for problem in problems[: ROWS_SHOWN - 1]]


def _unseen(tables_by_name: dict[str, pa.Table], book: Book) -> list[str]:
    """Notes on categories that were not seen before, each once."""
    contracts = {table.name: table for table in ApiPayloads.tables}
    noted = (
        note
        for name, table in tables_by_name.items()
        for column in contracts[name].columns
        if column.known
        for note in checks.Check(contracts[name], book.file.name).unseen(table, column)
    )
    return list(dict.fromkeys(noted))


def _leave_out_repeats(engine: Engine) -> list[str]:
    """Delete the payloads that another of the same id replaces; notes on them."""
    engine.script(HERE, "repeats.sql")
    _delete(engine, "replaced_payload")
    return notes.on_repeats(engine)


def _delete(engine: Engine, rows: str) -> None:
    """Delete the payloads, and their ratings, whose `source_row` is in the table `rows`."""
    for table in ("payload", "published_rating"):
        engine.connection.execute(f"delete from {table} where source_row in (select source_row from {rows})")


def _dated(engine: Engine, book: Book) -> tuple[date, str]:
    newest = engine.rows(saved.sql("newest.sql"))[0]["newest"]
    try:
        return saved.dated(book.file.name, newest)
    except ValueError as error:
        expected = "a name with the date that the file describes, for example cqc-api_2025-03-15.json"
        raise SourceError(Problem(book.file.name, str(error), expected)) from error


def _resolve(engine: Engine, gazetteer: Gazetteer | None, snapshot: date) -> list[str]:
    """Make the table `council`; notes on locations that are in none."""
    names = engine.rows(saved.sql("council_names.sql"))
    codes = [_council(gazetteer, row, snapshot) for row in names] if gazetteer else [None] * len(names)
    columns = [[row["name"] for row in names], [row["ended_on"] for row in names], codes]
    engine.register("council", pa.table([pa.array(column, pa.string()) for column in columns], COUNCILS))
    return notes.on_councils(engine, snapshot) if gazetteer else []


def _council(gazetteer: Gazetteer, name: dict, snapshot: date) -> str | None:
    ended = date.fromisoformat(name["ended_on"]) if name["ended_on"] else None
    return councils.code(gazetteer, name["name"], snapshot, ended)


def _typed(engine: Engine, table: Table) -> pa.Table:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return engine.sql(f"select {names} from {table.name}").cast(table.schema)
