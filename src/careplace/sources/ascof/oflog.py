"""The Office for Local Government's (Oflog) data on adult social care: one value of a council a row."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from careplace.engine import Engine, sql_text
from careplace.places.gazetteer import Gazetteer
from careplace.sources import cells, checks, headers
from careplace.sources.ascof import areas
from careplace.sources.ascof.headings import end, financial
from careplace.sources.ascof.tables import OFLOG_MEASURE
from careplace.sources.contract import Problem, SourceError
from careplace.sources.headers import Field, Header, Layout
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
ALLOWED = {
    "level": ({"la_raw"}, "LA_Raw: a row of one council"),
    "rank_order": ({"desc", "asc", "none"}, "desc, asc, None or blank"),
}


class OflogMeasures:
    """Seven measures, 2015-16 to 2022-23. Oflog closed in 2024: no newer file will come."""

    key = "oflog-adult-social-care"
    title = "Oflog's data on adult social care"
    publisher = "Office for Local Government"
    licence = "Open Government Licence v3.0"
    page = "https://www.gov.uk/government/organisations/office-for-local-government"
    tables = (OFLOG_MEASURE,)
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
        _refuse([*headers.faults(header, book.file.name), *headers.ragged(header, book.file.name)])
        text = headers.read(header)
        typed, problems = _typed(book.file.name, header, text)
        _refuse([*problems, *_strange(book.file.name, header, text)])
        with Engine() as engine:
            engine.register("typed", typed)
            engine.register("reading", pa.table({"source": [book.file.sha256], "sheet": [header.sheet.name]}))
            named = engine.rows(sql_text(__package__, "oflog_named.sql"), {"sheet": header.sheet.name})
            place, taken, problems = areas.places(named, gazetteer, book.file.name)
            _refuse(problems)
            engine.register("place", place)
            shown = {field.name: header.heading(field.name) for field in LAYOUT.fields}
            table = engine.sql(sql_text(__package__, "oflog_measure.sql"))
        table, notes = checks.checked(table, OFLOG_MEASURE, book.file.name, shown)
        published = {LAYOUT.key: headers.published_text(header)}
        newest = end(max(row["start"] for row in named))
        return Reading(
            self.key, book.file, newest, "workbook", {OFLOG_MEASURE.name: table}, (*taken, *notes), published
        )


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise SourceError(problems)


def _typed(file: str, header: Header, text: pa.Table) -> tuple[pa.Table, list[Problem]]:
    columns, problems = {"source_row": text["source_row"]}, []
    for field in LAYOUT.fields:
        column = text[field.name].combine_chunks()
        columns[field.name], wrong, expected = cells.read(field.type, column)
        if wrong.true_count:
            problems += cells.misfits(file, header, field.name, text, wrong, expected)
    return pa.table(columns), problems


def _strange(file: str, header: Header, text: pa.Table) -> list[Problem]:
    """Words that are none of those that a column may hold, and years that are none."""
    fits = {name: (lambda word, words=words: word.lower() in words) for name, (words, _) in ALLOWED.items()}
    expected = {name: told for name, (_words, told) in ALLOWED.items()}
    fits["period"], expected["period"] = _is_year, "a financial year, e.g. 2022-23"
    problems = []
    for name, fit in fits.items():
        words = [word for word in text[name].unique().to_pylist() if word is not None and not fit(word)]
        for word in words:
            wrong = pc.fill_null(pc.equal(text[name], word), False)
            problems += cells.misfits(file, header, name, text, wrong, expected[name])[:1]
    return problems


def _is_year(word: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d{2}", word)) and word == financial(int(word[:4]))
