"""What Fingertips' indicators mean: the list of indicators, as JSON, of Fingertips' successor."""

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from careplace.engine import Engine, literal, sql_text
from careplace.places.gazetteer import Gazetteer
from careplace.sources import cells, checks, dates, payloads
from careplace.sources.contract import Problem, SourceError, Table, misfits, refuse_for, shortened
from careplace.sources.fingertips.tables import INDICATOR
from careplace.sources.publication import Book, Reading

HERE = "careplace.sources.fingertips"
CELL = 80
MARKS = {"indicatorID", "indicatorDefinition", "polarity"}
# Our columns that are not text: what the publisher calls them, and for numbers what their cells are.
KINDS = {"indicator_id": ("indicatorID", "whole"), "unit_value": ("unitValue", "number")}
DATES = {
    "earliest": "earliestDataPeriod",
    "latest": "latestDataPeriod",
    "updated_on": "lastUpdatedDate",
}


@dataclass(frozen=True)
class Metadata:
    """The publication `fingertips-indicators`."""

    key: str = "fingertips-indicators"
    title: str = "Fingertips: what its indicators are"
    publisher: str = "Department of Health and Social Care"
    licence: str = "Open Government Licence v3.0"
    page: str = "https://fingertips.phe.org.uk/"
    tables: tuple[Table, ...] = (INDICATOR,)
    # Lists of other indicators may stand beside each other.
    parted_by_key: bool = True

    def recognise(self, book: Book) -> bool:
        """Whether the file's first object is an indicator."""
        return book.kind == "json" and set(payloads.first_object(book.file.path)) >= MARKS

    def read(self, book: Book, gazetteer: Gazetteer | None = None) -> Reading:
        """The file's indicators.

        Raises:
            SourceError: with every problem that the first step to fail has found.
        """
        with Engine() as engine:
            text = _text(engine, book)
            engine.register("cells", _typed(book, text))
            engine.register("reading", pa.table({"source": [book.file.sha256]}))
            found = engine.sql(sql_text(HERE, "indicators.sql"))
        table, notes = checks.checked(found, INDICATOR, book.file.name)
        return Reading(self.key, book.file, None, "", {INDICATOR.name: table}, tuple(notes))


def _text(engine: Engine, book: Book) -> pa.Table:
    """Every value that is read, as text, with its position in the list.

    Raises:
        SourceError: where the file is no list of objects, or a value is of another kind than it should be.
    """
    path = {"path": literal(book.file.path), "compression": payloads.compression(book.file.path)}
    for name, value in path.items():
        engine.connection.execute(f"set variable {name} = $1", [value])
    try:
        engine.script(HERE, "indicators_read.sql")
    except duckdb.Error as error:
        message = str(error).strip().splitlines()[0].replace(str(book.file.path), book.file.name)
        expected = "a whole JSON list of indicators: download it again"
        raise SourceError(Problem(book.file.name, message, expected)) from error
    refuse_for(_misshapen(engine, book))
    return engine.sql(sql_text(HERE, "indicators_text.sql")).combine_chunks()


def _misshapen(engine: Engine, book: Book) -> list[Problem]:
    """Values of another kind; the column is the path in the JSON."""
    return [
        Problem(
            book.file.name, shortened(row["actual"], CELL), "text", row=row["source_row"], column=_path(row)
        )
        for row in engine.rows(sql_text(HERE, "indicators_shape.sql"))
    ]


def _path(row: dict) -> str:
    return f"[{row['source_row'] - 1}].{row['name']}"


def _typed(book: Book, text: pa.Table) -> pa.Table:
    problems = []
    for name, (key, kind) in KINDS.items():
        values, wrong, expected = cells.read(kind, text[name].combine_chunks())
        problems += misfits(book.file.name, text, name, wrong, expected, key)
        text = text.set_column(text.schema.get_field_index(name), name, values)
    refuse_for(problems)
    rows = text["source_row"].to_numpy().astype(np.int64)
    columns = [dates.DateColumn("", key, text[name].combine_chunks(), rows) for name, key in DATES.items()]
    for name, days in zip(DATES, dates.parse(columns, book.file.name), strict=True):
        text = text.set_column(text.schema.get_field_index(name), name, days)
    return text
