"""The Adult Social Care Outcomes Framework's (ASCOF) time series: a workbook with a table for each measure."""

import pyarrow as pa

from careplace.engine import Engine, sql_text
from careplace.places.gazetteer import Gazetteer
from careplace.sources import checks, headers
from careplace.sources.ascof import areas, definitions, headings, notes, words
from careplace.sources.ascof.headings import MeasureTable
from careplace.sources.ascof.tables import ASCOF_NOTE, ASCOF_OUTCOME
from careplace.sources.ascof.words import Words
from careplace.sources.contract import Problem, refuse_for
from careplace.sources.headers import Header
from careplace.sources.publication import Book, Reading, Sheet

TEXT = pa.string()
HEADINGS = pa.schema(
    {
        "sheet": TEXT,
        "column_name": TEXT,
        "letter": TEXT,
        "heading": TEXT,
        "measure": TEXT,
        "start": pa.int64(),
    }
    | {"breakdown": TEXT, "quantity": TEXT, "kind": TEXT}
)


class OutcomesFramework:
    """Measures from the framework by council, region and nation, in the layout of 2024-25."""

    key = "ascof"
    title = "Measures from the Adult Social Care Outcomes Framework"
    publisher = "Department of Health and Social Care"
    licence = "Open Government Licence v3.0"
    page = (
        "https://www.gov.uk/government/statistics/"
        "measures-from-the-adult-social-care-outcomes-framework-england-2024-to-2025"
    )
    tables = (ASCOF_OUTCOME, ASCOF_NOTE)
    # A year's outcomes come out in the December after it, and stand until the next December.
    due_days = 650

    def recognise(self, book: Book) -> bool:
        return any(headings.located(sheet) for sheet in book.sheets)

    def read(self, book: Book, gazetteer: Gazetteer | None) -> Reading:
        """The file's outcomes and notes; without a gazetteer councils stay null.

        Raises:
            SourceError: with every problem that the first step to fail has found.
        """
        tables = _tables(book)
        all_words, problems = words.read(book, tables)
        refuse_for(problems)
        defined, doubts = definitions.definitions(all_words, tables)
        with Engine() as engine:
            _register(engine, book, tables, all_words, defined)
            engine.script(__package__, "typed.sql")
            refuse_for(_problems(engine, book, "misfits.sql"))
            doubts += _resolve(engine, book, gazetteer)
            outcome = engine.sql(sql_text(__package__, "ascof_outcome.sql"))
            outcome, dropped = checks.checked(
                outcome, ASCOF_OUTCOME, book.file.name, {"area": "ONS area code"}
            )
            engine.register(ASCOF_OUTCOME.name, outcome)
            refuse_for(_problems(engine, book, "twice.sql"))
            doubts += [row["says"] for row in engine.rows(sql_text(__package__, "doubts.sql"))]
        noted, repeats = checks.checked(
            notes.notes(all_words, tables, book.file.sha256), ASCOF_NOTE, book.file.name
        )
        newest = headings.end(max(quantity.start for table in tables for quantity in table.quantities))
        typed_tables = {ASCOF_OUTCOME.name: outcome, ASCOF_NOTE.name: noted}
        return Reading(
            self.key,
            book.file,
            newest,
            "workbook",
            typed_tables,
            (*doubts, *dropped, *repeats),
            _text(book, tables),
        )


def _tables(book: Book) -> list[MeasureTable]:
    table_parts = [
        headings.read(header, book.file.name) for sheet in book.sheets if (header := headings.located(sheet))
    ]
    broken = [p for table, _problems in table_parts for p in headers.errors(table.header, book.file.name)]
    refuse_for([*(problem for _table, problems in table_parts for problem in problems), *broken])
    return [table for table, _problems in table_parts]


def _register(
    engine: Engine, book: Book, tables: list[MeasureTable], all_words: Words, defined: list[dict]
) -> None:
    """Hand the SQL the cells, what their headings say, and what the workbook's words say."""
    starts = sorted({quantity.start for table in tables for quantity in table.quantities})
    code = {table.code: all_words.measure(table.code).text("measure") for table in tables}
    quantities = [(table, quantity) for table in tables for quantity in table.quantities]
    handed = {
        "reading": [{"source": book.file.sha256}],
        "marker": words.markers(all_words),
        "definition": defined,
        "year": [
            {"start": s, "period": headings.financial(s), "period_end": headings.end(s)} for s in starts
        ],
        "measure": [_measure(table, all_words) for table in tables],
        "area_heading": [
            {"sheet": table.header.sheet.name, "field": field, "column_name": column}
            for table in tables
            for field, column in table.header.columns.items()
        ],
    }
    for name, rows in handed.items():
        engine.register(name, pa.Table.from_pylist(rows))
    headed = [_heading(table, code[table.code], quantity) for table, quantity in quantities]
    engine.register("heading", pa.Table.from_pylist(headed, HEADINGS))
    bracket = pa.schema({"measure": TEXT, "start": pa.int64()})
    engine.register("bracket", pa.Table.from_pylist(definitions.bracketed(all_words, tables), bracket))
    engine.register("cell", pa.concat_tables([_cells(table.header) for table in tables]))


def _measure(table: MeasureTable, all_words: Words) -> dict:
    line = all_words.measure(table.code)
    columns = {
        "framework": all_words.framework,
        "former_code": line["former"],
        "age": table.age,
        "unit": table.unit,
    }
    return {"sheet": table.header.sheet.name, **columns}


def _heading(table: MeasureTable, code: str, quantity: headings.Quantity) -> dict:
    where = {"sheet": table.header.sheet.name, "column_name": quantity.column, "letter": quantity.letter}
    what = {
        "heading": quantity.heading,
        "measure": code,
        "start": quantity.start,
        "breakdown": quantity.breakdown,
    }
    return {**where, **what, "quantity": quantity.quantity, "kind": quantity.kind}


def _cells(header: Header) -> pa.Table:
    """Every cell below a header: sheet, source_row, column_name, text."""
    below, rows = header.sheet.cells.slice(header.row), header.rows()
    name = pa.repeat(pa.scalar(header.sheet.name), len(rows))
    return pa.concat_tables(
        pa.table(
            {
                "sheet": name,
                "source_row": rows,
                "column_name": pa.repeat(pa.scalar(column), len(rows)),
                "text": text,
            }
        )
        for column, text in zip(below.column_names, below.columns, strict=True)
    )


def _problems(engine: Engine, book: Book, query: str) -> list[Problem]:
    columns = ("actual", "expected", "sheet", "source_row", "heading")
    return [
        Problem(book.file.name, *(row[name] for name in columns))
        for row in engine.rows(sql_text(__package__, query))
    ]


def _resolve(engine: Engine, book: Book, gazetteer: Gazetteer | None) -> list[str]:
    """Hand the SQL the councils; returns what was taken for what."""
    area_rows = engine.rows(sql_text(__package__, "outcome_names.sql"))
    place, taken, problems = areas.places(area_rows, gazetteer, book.file.name)
    refuse_for(problems)
    engine.register("place", place)
    return taken


def _text(book: Book, tables: list[MeasureTable]) -> dict[str, pa.Table]:
    """Every cell as published: measures' tables under their headings, other sheets under numbers of columns."""
    headers_by_sheet = {table.header.sheet.name: table.header for table in tables}
    return {
        sheet.name: headers.published_text(headers_by_sheet.get(sheet.name) or _bare(sheet))
        for sheet in book.sheets
    }


def _bare(sheet: Sheet) -> Header:
    return Header(headings.LAYOUT, sheet, 0, (), {})
