"""A publication whose file is one sheet of one layout, read into one table by one SQL file.

The road: find the header, type the cells, say which places they mean, shape the table in SQL, hold it against its
contract, then count over the table what its readers must know: periods without a row, parts that differ from totals.
"""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from careplace.engine import Engine, sql_text
from careplace.places.gazetteer import Gazetteer
from careplace.sources import checks, dates, headers, parts
from careplace.sources.contract import Problem, Table, refuse_for
from careplace.sources.headers import Header, Layout
from careplace.sources.parts import Part
from careplace.sources.publication import Book, Reading

NEWEST_PERIOD = "newest period in the file"


@dataclass(frozen=True)
class Series:
    """The rows of a table as series in time: `who` has a value in each `period`, which are all of one length.

    Both are columns of the table (`who` may be several, joined by " || "); `every` is "month" or "day". No period is
    before `earliest`: the oldest series, of the NHS's emergency departments, begins in 2010.
    """

    who: str
    period: str
    interval: str
    earliest: date = date(2000, 1, 1)


@dataclass(frozen=True)
class OneSheet:
    """One such publication.

    `package` holds `<sql>.sql`, which makes the table from `cells` (the typed cells), `published` (their text, under
    the fields' names) and `reading` (the file's SHA-256 as `source`, and what `about` says); and `<notes>.sql`,
    which makes sentences (`message`) from the table and these. After `due_days` a newer file is due.
    """

    key: str
    title: str
    layout: Layout
    contract: Table
    package: str
    sql: str
    publisher: str
    page: str
    series: Series | None = None
    notes: str = ""
    due_days: int = 400
    licence: str = "Open Government Licence v3.0"

    @property
    def tables(self) -> tuple[Table, ...]:
        return (self.contract,)

    def recognise(self, book: Book) -> bool:
        """Whether a sheet has the marks of the layout, even if other columns are wrong."""
        return any(headers.locate(sheet, self.layout) for sheet in book.sheets)

    def read(self, book: Book, gazetteer: Gazetteer | None) -> Reading:
        """The file's table; without a gazetteer places stay null.

        Raises:
            SourceError: with every problem that the first step to fail has found.
        """
        part = self.part(book)
        refuse_for([*parts.read_dates([part]), *parts.read_cells(part, self.contract.descriptive)])
        refuse_for(self._out_of_time(part))
        refuse_for(self.place(part, gazetteer))
        with Engine() as engine:
            table, notes = self._shaped(engine, part, book.file.sha256)
            notes += self._notes(engine, table)
        unread = part.header.unknown()
        notes = [*part.notes, *notes]
        notes += [f"columns that are kept as text and not read: {', '.join(unread)}"] if unread else []
        newest, basis = self._newest(table)
        text = {self.layout.key: headers.published_text(part.header)}
        return Reading(self.key, book.file, newest, basis, {self.contract.name: table}, tuple(notes), text)

    def part(self, book: Book) -> Part:
        """The sheet of the layout. Raises SourceError where two sheets are of it, or its header is at fault."""
        name = book.file.name
        matches = [header for sheet in book.sheets if (header := headers.locate(sheet, self.layout))]
        problems = [problem for header in matches for problem in self.faults(header, name)]
        if len(matches) > 1:
            sheets = ", ".join(repr(header.sheet.name) for header in matches)
            expected = f"one sheet with the columns of {self.title}: remove the others"
            problems.append(Problem(name, f"{len(matches)} such sheets, {sheets}", expected))
        refuse_for(problems)
        return parts.part(name, matches[0])

    def faults(self, header: Header, file: str) -> list[Problem]:
        """What is wrong with the header, and with the shape of the rows below it."""
        return [*headers.faults(header, file), *headers.ragged(header, file)]

    def place(self, part: Part, gazetteer: Gazetteer | None) -> list[Problem]:
        """Add to the typed columns what the gazetteer knows of the places; problems are places that are not known."""
        return []

    def about(self, part: Part) -> dict[str, str | int]:
        """What holds for the whole file and is a column of its table."""
        return {}

    def _out_of_time(self, part: Part) -> list[Problem]:
        """Periods before the series can have begun, or that have not been yet."""
        if self.series is None or self.series.period not in part.typed:
            return []
        name, latest = self.series.period, dates.newest_possible()
        early = pc.fill_null(pc.less(part.typed[name], self.series.earliest), False)
        late = pc.fill_null(pc.greater(part.typed[name], latest), False)
        return [
            *part.misfits(name, early, f"no date before {self.series.earliest}"),
            *part.misfits(name, late, f"no date after {latest}"),
        ]

    def _shaped(self, engine: Engine, part: Part, source: str) -> tuple[pa.Table, list[str]]:
        engine.register("cells", part.table())
        engine.register("published", part.text)
        about = {"source": source, **self.about(part)}
        engine.register("reading", pa.table({name: [value] for name, value in about.items()}))
        table = engine.sql(sql_text(self.package, f"{self.sql}.sql"))
        headings = {field.name: part.header.heading(field.name) for field in self.layout.fields}
        return checks.checked(table, self.contract, part.file, headings)

    def _notes(self, engine: Engine, table: pa.Table) -> list[str]:
        engine.register(self.contract.name, table)
        notes = gaps(engine, self.contract.name, self.series) if self.series else []
        if self.notes:
            noted = engine.rows(sql_text(self.package, f"{self.notes}.sql"))
            notes += [row["message"] for row in noted if row["message"]]
        return notes

    def _newest(self, table: pa.Table) -> tuple[date | None, str]:
        if self.series is None:
            return None, ""
        newest = pc.max(table[self.series.period]).as_py()
        return newest, NEWEST_PERIOD if newest else ""


def gaps(engine: Engine, table: str, series: Series) -> list[str]:
    """Which periods, between the first and the last of a table, have no row, said in words."""
    engine.connection.execute(
        f"create or replace view held as select distinct {series.who} as who, {series.period} as period from {table}"
    )
    gaps = engine.rows(sql_text("careplace.sources", "gaps.sql"), {"every": series.interval})
    return [row["message"] for row in gaps]
