"""ASCOF's open data of 2014-15 to 2021-22: one number a row, by council, sex and age, under the codes of that time.

The year stands in the file's name only (meas-from-asc-of-eng-2021-open-data: 2020-21), unless a column gives it.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

import pyarrow as pa

from careplace.engine import Engine, sql_text
from careplace.places.gazetteer import Gazetteer
from careplace.sources import checks, headers, markers, parts
from careplace.sources.ascof import areas
from careplace.sources.ascof.headings import end, financial, letter
from careplace.sources.ascof.tables import ASCOF_OUTCOME
from careplace.sources.contract import Problem, SourceError, refuse_for
from careplace.sources.headers import Field, Header, Layout
from careplace.sources.publication import Book, RawFile, Reading

LAYOUT = Layout(
    "ascof-open-data",
    "ASCOF's open data",
    (
        Field("authority_code", ("Geographical Code",)),
        Field("area_name", ("Geographical Description",)),
        Field("level", ("Geographical Level",)),
        Field("area_code", ("ONS Code", "ONS Area Code")),
        Field("code", ("ASCOF Measure Code",)),
        Field("part", ("Disaggregation Level",)),
        Field("quantity", ("Measure Type",)),
        Field("number", ("Measure Value",)),
        Field("measure", ("Measure Group",)),
        Field("title", ("Measure Group Description",), needed=False),
        Field("year", ("Financial Year", "Year", "Reporting Period"), needed=False),
    ),
    marks=("code", "part", "quantity", "number"),
)
FRAMEWORK = 2014
LAST = 2022
# "2020-21", "2020/21", "2020_to_2021", "2020-2021"; and NHS Digital's "eng-2021-", two digits for each year.
YEARS = re.compile(r"(?<!\d)(20\d\d)(?:[-/_ ]|[-_ ]?to[-_ ]?)(?:20)?(\d\d)(?!\d)", re.IGNORECASE)
SHORT = re.compile(r"(?<!\d)(\d\d)(\d\d)(?!\d)")
SUPPRESSED, UNAVAILABLE = "suppressed", "not available"
STATUS = {markers.SUPPRESSED: SUPPRESSED, markers.MISSING: UNAVAILABLE}
STATUSES = {mark: STATUS[means] for mark, means in markers.MARKERS.items()} | {
    "[z]": "not applicable",
    "[low]": "low",
    **dict.fromkeys(markers.ABSENT, UNAVAILABLE),
}


class OpenData:
    """One year of measures, in the long form of the open data files."""

    key = "ascof-open-data"
    title = "Measures from the Adult Social Care Outcomes Framework: open data"
    publisher = "NHS Digital"
    licence = "Open Government Licence v3.0"
    page = (
        "https://digital.nhs.uk/data-and-information/publications/statistical/"
        "adult-social-care-outcomes-framework-ascof"
    )
    tables = (ASCOF_OUTCOME,)
    # The workbook of the years since takes its place: a newer file is never due.
    due_days = 36_500

    def recognise(self, book: Book) -> bool:
        return any(headers.locate(sheet, LAYOUT) for sheet in book.sheets)

    def read(self, book: Book, gazetteer: Gazetteer | None) -> Reading:
        """The file's outcomes; without a gazetteer councils stay null.

        Raises:
            SourceError: with every problem that the first step to fail has found.
        """
        file = book.file
        header = next(match for sheet in book.sheets if (match := headers.locate(sheet, LAYOUT)))
        refuse_for([*headers.faults(header, file.name), *headers.ragged(header, file.name)])
        start = year_of(file, headers.read(header)["year"].unique().drop_null().to_pylist())
        with Engine() as engine:
            _register(engine, file, header, start)
            engine.script(__package__, "open_data.sql")
            refuse_for(_problems(engine, file, header))
            area_rows = engine.rows("from named")
            place, taken, problems = areas.places(area_rows, gazetteer, file.name)
            refuse_for(problems)
            engine.register("place", place)
            match = engine.sql(sql_text(__package__, "open_data_outcome.sql"))
            table, notes = checks.checked(match, ASCOF_OUTCOME, file.name, {"area": "ONS Code"})
            engine.register(ASCOF_OUTCOME.name, table)
            doubts = [row["says"].strip() for row in engine.rows(sql_text(__package__, "doubts.sql"))]
        typed_tables, text = {ASCOF_OUTCOME.name: table}, {LAYOUT.key: headers.published_text(header)}
        return Reading(self.key, file, end(start), "file name", typed_tables, (*taken, *notes, *doubts), text)


def year_of(file: RawFile, stated: list[str]) -> int:
    """The first year of the financial year that the file is of: as its column says, else as its name does.

    Raises:
        SourceError: where neither says one year that these codes were in use.
    """
    starts = {start for text in stated or [file.name] if (start := _year(text))}
    if len(starts) != 1 or not FRAMEWORK <= min(starts) < LAST:
        actual = " and ".join(map(financial, sorted(starts))) or "nothing that says the year"
        expected = (
            f"one year from {financial(FRAMEWORK)} to {financial(LAST - 1)} in the file's name, as NHS Digital "
            "published it (meas-from-asc-of-eng-2021-open-data-csv) or such as ascof-2020-21"
        )
        raise SourceError(Problem(file.name, actual, expected))
    return starts.pop()


def _year(text: str) -> int | None:
    pairs = [(int(m[1]), int(m[2])) for m in YEARS.finditer(text)]
    pairs += [(2000 + int(m[1]), int(m[2])) for m in SHORT.finditer(text)]
    return next((first for first, second in pairs if (first + 1) % 100 == second), None)


@cache
def codes() -> dict[str, dict]:
    """The measures of open_data.toml by their codes."""
    text = files(__package__).joinpath("open_data.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _register(engine: Engine, file: RawFile, header: Header, start: int) -> None:
    part = parts.part(file.name, header)
    reading = {"source": file.sha256, "sheet": header.sheet.name, "start": start, "period": financial(start)}
    column = letter(header.sheet.cells.column_names.index(header.columns["number"]))
    engine.register("cells", part.text)
    engine.register(
        "reading", pa.Table.from_pylist([reading | {"period_end": end(start), "column_name": column}])
    )
    engine.register(
        "code", pa.Table.from_pylist([_code(name, about, start) for name, about in codes().items()])
    )
    marks = [{"mark": mark, "status": status} for mark, status in STATUSES.items()]
    engine.register("marker", pa.Table.from_pylist(marks))


def _code(name: str, about: dict, start: int) -> dict:
    """A measure's code, unit, age and later code, and the year since which it means this in the year of the file."""
    years = about.get("since", [financial(FRAMEWORK)])
    since = max((year for year in years if int(year[:4]) <= start), default=years[0])
    texts = {key: about.get(key) for key in ("later", "age")}
    return {"measure": name, "unit": about.get("unit", "percent"), "since": since, **texts}


def _problems(engine: Engine, file: RawFile, header: Header) -> list[Problem]:
    """Cells that are none of what their column may hold, and numbers that stand twice."""
    return [
        Problem(
            file.name,
            row["actual"],
            row["expected"],
            header.sheet.name,
            row["source_row"],
            header.heading(row["field"]),
        )
        for row in engine.rows(sql_text(__package__, "open_data_misfits.sql"))
    ]
