"""Reads a local file: one sheet of values, and at will a sheet that says what its measures are.

The road: type the cells, say what each period is, ask the gazetteer for each place at the end of its period, then
hold every row against the rules in SQL. A rule that one cell breaks refuses the file, by its row and column.
"""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from careplace.engine import Engine, sql_text
from careplace.places.area import UnknownPlace
from careplace.places.gazetteer import Gazetteer
from careplace.sources import cells, checks, headers, markers, parts
from careplace.sources.contract import Problem, SourceError, Table, refuse_for
from careplace.sources.headers import Header, Layout
from careplace.sources.local.tables import LOCAL_MEASURE, LOCAL_VALUE, MEASURES, PERCENTAGES, UNITS, VALUES
from careplace.sources.parts import Part
from careplace.sources.publication import Book, Reading

PERCENTAGE_FIELDS = ("value", "lower95", "upper95")
KINDS = ("council", "region", "combined authority", "integrated care board", "nation")
PLACES = pa.schema(
    {
        "place": pa.string(),
        "period_end": pa.date32(),
        "code": pa.string(),
        "kind": pa.string(),
        "wrong": pa.string(),
    }
)


@dataclass(frozen=True)
class LocalFigures:
    """The publication `local-figures`. It is no official publication, and nothing read from it is told as one."""

    key: str = "local-figures"
    title: str = "Local figures, not official statistics"
    publisher: str = "whoever made the file"
    licence: str = "as its maker says"
    page: str = ""
    tables: tuple[Table, ...] = (LOCAL_VALUE, LOCAL_MEASURE)
    layouts: tuple[Layout, ...] = (VALUES,)
    # Files of several measures, and of several councils, may stand beside each other: keys part them.
    parted_by_key: bool = True

    def recognise(self, book: Book) -> bool:
        """Whether a sheet has the headings Place and Measure in one row."""
        return any(headers.locate(sheet, VALUES) for sheet in book.sheets)

    def read(self, book: Book, gazetteer: Gazetteer | None) -> Reading:
        """The file's values and what its measures are.

        Raises:
            SourceError: with every problem that the first step to fail has found.
        """
        values, measures = _part(book, VALUES), _part(book, MEASURES)
        if values is None:
            raise SourceError(Problem(book.file.name, "no such sheet", VALUES.title))
        _mark(values)
        with Engine() as engine:
            _prepare(engine, values, measures, book)
            _place(engine, gazetteer)
            refuse_for(_problems(engine, values, measures))
            engine.script(__package__, "shaped.sql")
            headings = {field.name: values.header.heading(field.name) for field in VALUES.fields}
            found, notes = checks.checked(engine.sql("from shaped"), LOCAL_VALUE, book.file.name, headings)
            defined, _ = checks.checked(engine.sql("from defined"), LOCAL_MEASURE, book.file.name)
        tables = {LOCAL_VALUE.name: found, LOCAL_MEASURE.name: defined}
        # No snapshot: a council's own file must not move the date of an edition of published ones.
        return Reading(self.key, book.file, None, "", tables, tuple(notes), _text(values, measures))


def _part(book: Book, layout: Layout) -> Part | None:
    """The sheet of a layout with its cells typed; None where the book has none.

    Raises:
        SourceError: where two sheets are of it, its header is at fault, or a number cannot be read.
    """
    name = book.file.name
    found = [header for sheet in book.sheets if (header := headers.locate(sheet, layout))]
    if not found:
        return None
    refuse_for([*_several(name, found), *headers.faults(found[0], name), *headers.ragged(found[0], name)])
    part = parts.part(name, found[0])
    refuse_for(parts.read_cells(part))
    return part


def _mark(values: Part) -> None:
    """Add what stands in cells beside numbers: percent signs, and markers that stand for a number that is not given.

    `marker` is what it says of the row's number, `mark` how it is written: in the value, or where that is blank in a part.
    """
    for name in PERCENTAGE_FIELDS:
        signed = pc.match_substring_regex(values.column(name), cells.PERCENT)
        values.typed[f"{name}_signed"] = pc.fill_null(signed, False)
    value, *rest = (_marks(values.column(name)) for name in ("value", "numerator", "denominator"))
    blank = pc.is_null(values.column("value"))
    mark = pc.coalesce(value, *(pc.if_else(blank, marks, None) for marks in rest))
    stands = pc.if_else(pc.is_in(pc.utf8_lower(mark), pa.array(markers.ABSENT)), markers.MISSING, None)
    values.typed |= {"mark": mark, "marker": pc.coalesce(markers.status(mark), stands)}


def _marks(text: pa.Array) -> pa.Array:
    """The cells that hold a marker, or a word for nothing, in the place of a number."""
    return pc.if_else(pc.is_null(markers.without(cells.blanked(text))), text, None)


def _several(file: str, found: list[Header]) -> list[Problem]:
    sheets = ", ".join(repr(header.sheet.name) for header in found)
    expected = f"one sheet of {found[0].layout.title}: put them together"
    return [Problem(file, f"{len(found)} such sheets, {sheets}", expected)] if len(found) > 1 else []


def _prepare(engine: Engine, values: Part, measures: Part | None, book: Book) -> None:
    """Make `cells` of the sheets, and what prepared.sql makes of it: each row with its period, its measure and its unit."""
    text = {"sheet": pa.string()} | {field.name: pa.string() for field in MEASURES.fields}
    empty = pa.schema([*(pa.field(*pair) for pair in text.items()), pa.field("source_row", pa.int64())])
    engine.register("cells", values.table())
    engine.register("sheet_measures", measures.table() if measures else empty.empty_table())
    engine.register("reading", pa.table({"file": [book.file.name], "source": [book.file.sha256]}))
    engine.register("units", _units())
    engine.script(__package__, "prepared.sql")


def _units() -> pa.Table:
    """What a file may say as a unit, the unit that it is, and what its numbers are divided by to be in it."""
    said = (*UNITS, *PERCENTAGES)
    units = (*UNITS, *("share" for _ in PERCENTAGES))
    return pa.table({"said": said, "unit": units, "divisor": [1.0] * len(UNITS) + [100.0] * len(PERCENTAGES)})


def _place(engine: Engine, gazetteer: Gazetteer | None) -> None:
    """Make `places`: which area each text means at the end of each period, or why none."""
    if gazetteer is None:
        raise ValueError("places of local figures are known by a gazetteer alone")
    asked = engine.rows(sql_text(__package__, "requested.sql"))
    rows = [{**row, **_area(gazetteer, row["place"], row["period_end"])} for row in asked]
    engine.register("places", pa.Table.from_pylist(rows, schema=PLACES))


def _area(gazetteer: Gazetteer, text: str, on: date) -> dict[str, str]:
    try:
        area = gazetteer.resolve(text, on, KINDS)
    except UnknownPlace as error:
        return {"wrong": str(error)}
    return {"code": area.code, "kind": area.kind}


def _problems(engine: Engine, values: Part, measures: Part | None) -> list[Problem]:
    """Every rule that a row breaks, in the order of the sheets' rows."""
    found = engine.rows(sql_text(__package__, "problems.sql"))
    return [_problem(row, measures if measures and row["among_measures"] else values) for row in found]


def _problem(row: dict, part: Part) -> Problem:
    heading = part.header.heading(row["field"])
    # A column that the sheet does not have is told by the heading that it would have.
    known = {field.name: field.headings[0] for field in part.layout.fields}
    heading = known.get(heading, heading)
    return Problem(part.file, row["actual"], row["expected"], row["sheet"], row["source_row"], heading)


def _text(values: Part, measures: Part | None) -> dict[str, pa.Table]:
    held = [part for part in (values, measures) if part]
    return {part.layout.key: headers.published_text(part.header) for part in held}
