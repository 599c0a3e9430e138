"""NHS England's monthly attendances and emergency admissions, a provider a row: its table, and the return behind it.

The table heads three groups of columns alike, one column for each type of department, and names the month in a title
or in the file's name alone. The return (MSitAE) counts booked appointments apart, which the table's totals contain:
compared with each other over every provider of April 2025. Both end, or begin, with a row of the total.
"""

import re
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from careplace.engine import Engine, sql_text
from careplace.places.gazetteer import Gazetteer
from careplace.sources import cells, checks, headers, parts, snapshot
from careplace.sources.contract import Problem, SourceError, Table, refuse_for
from careplace.sources.headers import Header, folded
from careplace.sources.nhs.layouts import ATTENDANCES, OVER, UNDER
from careplace.sources.nhs.tables import EMERGENCY_DEPARTMENT, FOUR_HOURS
from careplace.sources.onesheet import OneSheet
from careplace.sources.parts import Part
from careplace.sources.publication import Book, RawFile, Reading, Sheet

TYPE = re.compile(r"^type ([123])\b.*department", re.IGNORECASE)
TOTALS = {
    re.compile(r"^total attendances$", re.IGNORECASE): ATTENDANCES,
    re.compile(r"^total attendances *< *4 *(hours|hrs)$", re.IGNORECASE): UNDER,
    re.compile(r"^total attendances *> *4 *(hours|hrs)$", re.IGNORECASE): OVER,
}
# What stands in a label of the row that is no provider. It is written TOTAL, Total, TOTAl.
NATION = ("total", "england", "englandtotal", "grandtotal", "all")
LABELS = ("month", "organisation", "region", "name")
BOARD_CODE = r"^Q[A-Z0-9]{2}$"
MONTH_ALONE = re.compile(r"^(?:period *:? *)?([a-z]+ \d{4})$", re.IGNORECASE)
SAID = {FOUR_HOURS: "provider_four_hours", EMERGENCY_DEPARTMENT: "provider_departments"}


@dataclass(frozen=True)
class Monthly(OneSheet):
    """Providers' months. `sql` makes the table `provider_month` of the sheet's cells, which both tables come from."""

    tables: tuple[Table, ...] = tuple(SAID)

    def recognise(self, book: Book) -> bool:
        return bool(self.found(book))

    def found(self, book: Book) -> list[Header]:
        """The headers of the layout, each group of columns headed apart."""
        sheets = (unambiguous(sheet) for sheet in book.sheets)
        return [header for sheet in sheets if (header := headers.locate(sheet, self.layout))]

    def read(self, book: Book, gazetteer: Gazetteer | None) -> Reading:
        """The waits of each provider and of each of its types of department.

        Raises:
            SourceError: with every problem that the first step to fail has found.
        """
        part = self.part(book)
        total = _without_total(part)
        refuse_for([*parts.read_dates([part]), *parts.read_cells(part)])
        refuse_for(_unlike_total(part, total))
        months = {} if "month" in part.typed else {"month": month_of(book.file, part.header)}
        with Engine() as engine:
            engine.register("cells", part.table())
            engine.register(
                "reading", pa.table({"source": [book.file.sha256], **{n: [v] for n, v in months.items()}})
            )
            engine.script(self.package, f"{self.sql}.sql")
            headings = {each.name: part.header.heading(each.name) for each in self.layout.fields}
            shaped = {
                table: checks.checked(
                    engine.sql(sql_text(self.package, f"{name}.sql")), table, part.file, headings
                )
                for table, name in SAID.items()
            }
            notes = [note for _table, dropped in shaped.values() for note in dropped]
            engine.register(FOUR_HOURS.name, shaped[FOUR_HOURS][0])
            notes += [row["message"] for row in engine.rows(sql_text(self.package, f"{self.notes}.sql"))]
        unread = part.header.unknown()
        notes += [f"columns that are kept as text and not read: {', '.join(unread)}"] if unread else []
        tables = {table.name: found for table, (found, _notes) in shaped.items()}
        text = {self.layout.key: headers.published_text(part.header)}
        newest, basis = self._newest(tables[FOUR_HOURS.name])
        return Reading(self.key, book.file, newest, basis, tables, tuple(notes), text)

    def part(self, book: Book) -> Part:
        """The sheet of providers; the one of boards beside it in NHS England's workbook is not read."""
        name, found = book.file.name, self.found(book)
        refuse_for([problem for header in found for problem in self.faults(header, name)])
        read = [parts.part(name, header) for header in found]
        ours = [part for part in read if not _of_boards(part)] or read[:1]
        if len(ours) > 1:
            sheets = ", ".join(repr(part.header.sheet.name) for part in ours)
            expected = f"one sheet with the columns of {self.title}: remove the others"
            refuse_for([Problem(name, f"{len(ours)} such sheets, {sheets}", expected)])
        return ours[0]


def unambiguous(sheet: Sheet) -> Sheet:
    """`sheet` with each heading of a type of department said with the total of its group, and < and > in words.

    Other sheets are given back as they are.
    """
    for at, row in enumerate(sheet.top):
        texts = [(text or "").strip() for text in row.values()]
        totals = [_total(text) for text in texts]
        if ATTENDANCES in totals and any(TYPE.match(text) for text in texts):
            named = [_heading(text, totals[n:]) for n, text in enumerate(texts)]
            return Sheet(sheet.name, _with_row(sheet.cells, at, named), sheet.ragged)
    return sheet


def _total(text: str) -> str:
    return next((said for pattern, said in TOTALS.items() if pattern.match(text)), "")


def _heading(text: str, totals: list[str]) -> str | None:
    """The heading of a column; `totals` are those of it and of the columns after it."""
    kind, following = TYPE.match(text), next(filter(None, totals), "")
    return f"Type {kind[1]} departments: {following}" if kind and following else totals[0] or text or None


def _with_row(table: pa.Table, at: int, row: list[str | None]) -> pa.Table:
    # fastexcel calls a column that has no blank one that may have none.
    schema = pa.schema([(name, pa.string()) for name in table.column_names])
    table, changed = table.cast(schema), pa.table([[cell] for cell in row], schema=schema)
    return pa.concat_tables([table.slice(0, at), changed, table.slice(at + 1)])


def _of_boards(part: Part) -> bool:
    """Whether most rows with a code are of integrated care boards."""
    codes = cells.blanked(part.column("organisation")).drop_null()
    return (pc.sum(pc.match_substring_regex(codes, BOARD_CODE)).as_py() or 0) > len(codes) / 2


def _without_total(part: Part) -> pa.Table:
    """Take the rows that are no provider out of the part; returns those of the total.

    Lines of words below the table have no number.
    """
    total = pa.array([False] * part.text.num_rows, pa.bool_())
    for name in LABELS:
        if name in part.text.column_names:
            words = [folded(text or "") for text in part.column(name).to_pylist()]
            total = pc.or_(total, pa.array([word in NATION for word in words], pa.bool_()))
    numbers = [part.column(each.name) for each in part.layout.fields if each.type == "count"]
    empty = pc.is_null(pc.coalesce(*numbers))
    found = part.text.filter(total)
    part.text = part.text.filter(pc.invert(pc.or_(total, empty)))
    return found


def _unlike_total(part: Part, total: pa.Table) -> list[Problem]:
    """Columns whose published total is not what the providers' rows add up to."""
    problems = []
    for each in part.layout.fields:
        if each.type != "count" or not total.num_rows:
            continue
        stated, wrong, expected = cells.read(each.type, total[each.name].combine_chunks())
        where = part.header.sheet.name, total["source_row"][0].as_py(), part.header.heading(each.name)
        published, summed = (pc.sum(values).as_py() for values in (stated, part.typed[each.name]))
        if pc.any(wrong).as_py():
            problems.append(Problem(part.file, repr(total[each.name][0].as_py()), expected, *where))
        elif published is not None and published != (summed or 0):
            found = f"a total of {published:,}, where the rows of providers add up to {summed or 0:,}"
            problems.append(
                Problem(part.file, found, "the sum of the rows: the file may be cut short", *where)
            )
    return problems


def month_of(file: RawFile, header: Header) -> date:
    """The month of a table: as the lines above it say, else as the file's name does.

    Raises:
        SourceError: where neither says one, or the lines say two.
    """
    above = header.sheet.cells.slice(0, header.row - 1)
    texts = [cell for column in above.columns for cell in column.to_pylist() if cell]
    found = {month for text in texts if (month := _month(text))}
    if not found and (named := snapshot.month_named(file.name)):
        found = {named}
    if len(found) != 1:
        said = " and ".join(f"{month:%B %Y}" for month in sorted(found)) or "nothing that says the month"
        expected = "one month, above the table or in the file's name, such as March-2026-AE.csv"
        raise SourceError(Problem(file.name, said, expected, header.sheet.name))
    return found.pop()


def _month(text: str) -> date | None:
    stated = MONTH_ALONE.match(text.strip())
    values, _wrong, _expected = cells.read("month", pa.array([stated[1] if stated else text.strip()[:10]]))
    return values[0].as_py()
