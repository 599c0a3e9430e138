"""The Office for Local Government's (Oflog) data on adult social care: one value of a council a row."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from careplace.engine import Engine, sql_text
from careplace.places.gazetteer import Gazetteer
from careplace.sources import checks, headers, parts
from careplace.sources.ascof import areas
from careplace.sources.ascof.headings import end, financial
from careplace.sources.ascof.tables import OFLOG_MEASURE
from careplace.sources.contract import Problem, refuse_for
from careplace.sources.headers import Field, Layout
from careplace.sources.parts import Part
from careplace.sources.publication import Book, Reading

LAYOUT = Layout(
    "oflog",
    "Oflog's data on adult social care",
    (
        Field("period", ("Financial year",)),
        Field("area_code", ("Local authority code",)),
        Field("area_name", ("Local authority name",)),
        Field("level", ("Grouping",)),
        Field("council_type", ("Entity_Name",)),
        Field("region", ("Region",)),
        Field("measure_name", ("Measure",)),
        Field("measure", ("Code",)),
        Field("value", ("Value",), "number"),
        Field("median", ("MEDIAN",), "number"),
        Field("deviations", ("MADs_from_median",), "number"),
        Field("rank_order", ("rank_order",)),
    ),
    marks=("deviations", "rank_order"),
)


def _is_year(word: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d{2}", word)) and word == financial(int(word[:4]))


ALLOWED = {
    "period": (_is_year, "a financial year, e.g. 2022-23"),
    "level": (lambda word: word.lower() == "la_raw", "LA_Raw: a row of one council"),
    "rank_order": (lambda word: word.lower() in ("desc", "asc", "none"), "desc, asc, None or blank"),
}


class OflogMeasures:
    """Seven measures, 2015-16 to 2022-23. Oflog closed in 2024: no newer file will come."""

    key = "oflog-adult-social-care"
    title = "Oflog's data on adult social care"
    publisher = "Office for Local Government"
    licence = "Open Government Licence v3.0"
    page = "https://www.gov.uk/government/organisations/office-for-local-government"
    tables = (OFLOG_MEASURE,)
    layouts = (LAYOUT,)
    # Nothing newer is due, ever; the file is old by nature and not late.
    due_days = 36_500

    def recognise(self, book: Book) -> bool:
        return any(headers.locate(sheet, LAYOUT) for sheet in book.sheets)

    def read(self, book: Book, gazetteer: Gazetteer | None) -> Reading:
        """The file's values; without a gazetteer councils stay null.

        Raises:
            SourceError: with every problem that the first step to fail has found.
        """
        header = next(found for sheet in book.sheets if (found := headers.locate(sheet, LAYOUT)))
        refuse_for([*headers.faults(header, book.file.name), *headers.ragged(header, book.file.name)])
        part = parts.part(book.file.name, header)
        refuse_for([*parts.read_cells(part), *_unknown_words(part)])
        with Engine() as engine:
            engine.register("typed", part.table())
            engine.register("reading", pa.table({"source": [book.file.sha256], "sheet": [header.sheet.name]}))
            area_rows = engine.rows(sql_text(__package__, "oflog_named.sql"), {"sheet": header.sheet.name})
            place, taken, problems = areas.places(area_rows, gazetteer, book.file.name)
            refuse_for(problems)
            engine.register("place", place)
            headings = {field.name: header.heading(field.name) for field in LAYOUT.fields}
            table = engine.sql(sql_text(__package__, "oflog_measure.sql"))
        table, notes = checks.checked(table, OFLOG_MEASURE, book.file.name, headings)
        published = {LAYOUT.key: headers.published_text(header)}
        newest = max((end(row["start"]) for row in area_rows), default=None)
        return Reading(
            self.key, book.file, newest, "workbook", {OFLOG_MEASURE.name: table}, (*taken, *notes), published
        )


def _unknown_words(part: Part) -> list[Problem]:
    """Words that are none of those that a column may hold, and years that are none."""
    problems = []
    for name, (fits, expected) in ALLOWED.items():
        words = part.text[name].unique().drop_null().to_pylist()
        unknown = pa.array([word for word in words if not fits(word)], pa.string())
        problems += part.misfits(name, pc.is_in(part.column(name), unknown), expected)
    return problems
