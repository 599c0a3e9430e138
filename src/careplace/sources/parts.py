"""One sheet on its way from text to typed columns, every value that does not fit told with its row."""

from collections.abc import Collection
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from careplace.sources import cells, dates, headers, spared
from careplace.sources.contract import Problem, misfits
from careplace.sources.headers import Header, Layout

DATES = ("date", "days since 1960", "month")


@dataclass
class Part:
    """A sheet's header, its text under the fields' names, and the columns that are typed so far.

    `notes` tell the cells that are read as blank.
    """

    file: str
    header: Header
    text: pa.Table
    typed: dict[str, pa.Array] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def layout(self) -> Layout:
        return self.header.layout

    def column(self, name: str) -> pa.Array:
        return self.text.column(name).combine_chunks()

    def table(self) -> pa.Table:
        """The typed columns with `sheet` and `source_row`."""
        sheet = pa.repeat(pa.scalar(self.header.sheet.name), self.text.num_rows)
        return pa.table({**self.typed, "sheet": sheet, "source_row": self.text["source_row"]})

    def misfits(self, name: str, wrong: pa.Array, expected: str) -> list[Problem]:
        if not pc.any(wrong).as_py():
            return []
        where = self.header.heading(name), self.header.sheet.name
        return misfits(self.file, self.text, name, wrong, expected, *where)


def part(file: str, header: Header) -> Part:
    return Part(file, header, headers.read(header))


def read_dates(parts: list[Part]) -> list[Problem]:
    """Type every field that is a date, the order of day and month told over the whole file.

    Raises:
        SourceError: for columns of dates that cannot be read.
    """
    date_fields = [
        (part, field.name) for part in parts for field in part.layout.fields if field.type == "date"
    ]
    columns = [
        dates.DateColumn(
            part.header.sheet.name,
            part.header.heading(name),
            cells.blanked(part.column(name)),
            part.text["source_row"].to_numpy(),
        )
        for part, name in date_fields
    ]
    file = parts[0].file if parts else ""
    for (part, name), days in zip(date_fields, dates.parse(columns, file), strict=True):
        part.typed[name] = days
    problems = [problem for part in parts for problem in _read_fields(part, DATES)]
    return problems + [problem for part in parts for problem in _out_of_range(part)]


def read_cells(part: Part, descriptive: Collection[str] = ()) -> list[Problem]:
    """Type every field that is not yet typed, and the families.

    A cell of a `descriptive` field that does not fit is null, and noted.

    Raises:
        SourceError: where too many cells of such a field do not fit.
    """
    problems = _read_fields(part, tuple(cells.KINDS), descriptive)
    for family in part.layout.families:
        part.typed[family], wrong = cells.bars(part.file, part.header, family, part.column("source_row"))
        problems += wrong
    return problems


def _out_of_range(part: Part) -> list[Problem]:
    expected = f"a date from {dates.EARLIEST.year} to {dates.LATEST.year}"
    names = [field.name for field in part.layout.fields if field.type in DATES and field.name in part.typed]
    return [p for name in names for p in part.misfits(name, dates.out_of_range(part.typed[name]), expected)]


def _read_fields(part: Part, kinds: tuple[str, ...], descriptive: Collection[str] = ()) -> list[Problem]:
    all_problems = []
    for layout_field in part.layout.fields:
        if layout_field.type in kinds and layout_field.name not in part.typed:
            values, wrong, expected = cells.read(layout_field.type, part.column(layout_field.name))
            part.typed[layout_field.name] = values
            problems = part.misfits(layout_field.name, wrong, expected)
            if layout_field.name in descriptive:
                part.notes += spared.notes(problems, part.text.num_rows)
            else:
                all_problems += problems
    return all_problems
