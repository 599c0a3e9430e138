"""CQC's files as publications: each is sheets of known layout, read by one road into tables under contract.

The road: find the headers, take the text, read dates (their order is told over the file), settle the
snapshot, type the other cells, resolve councils, shape the tables in SQL, hold them against their contracts.
"""

from dataclasses import dataclass

import pyarrow as pa

from careplace.engine import Engine, sql_text
from careplace.places.gazetteer import Gazetteer
from careplace.sources import cells, checks, headers, parts, snapshot
from careplace.sources.contract import Problem, Table, refuse_for
from careplace.sources.cqc import layouts, meaning, people, tables
from careplace.sources.headers import Header, Layout
from careplace.sources.parts import Part
from careplace.sources.publication import HEADER_WITHIN, Book, Reading, Sheet

HERE = "careplace.sources.cqc"
CQC_DATA = "https://www.cqc.org.uk/about-us/transparency/using-cqc-data"


@dataclass(frozen=True)
class FilePublication:
    """One of CQC's publications; `sheets` pairs each layout with the contract of its table, if it has one.

    `sql` names the file that makes a table of the typed `cells` of its sheet and of `reading`, which holds the
    snapshot and the raw file's SHA-256. Sheets without a contract come first, and stand beside them under their
    layouts' keys. Where `every_council`, a council's name that is not known refuses the file: a register in which a
    council is missing would be counted as one in which it has no home. Elsewhere it is null, and noted.
    """

    key: str
    title: str
    sheets: tuple[tuple[Layout, Table | None], ...]
    sql: str = "as_read.sql"
    every_council: bool = True
    page: str = CQC_DATA
    publisher: str = "Care Quality Commission"
    licence: str = "Open Government Licence v3.0"

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for _layout, table in self.sheets if table)

    def recognise(self, book: Book) -> bool:
        """Whether a sheet has the marks of one of the layouts, even if other columns are wrong."""
        main = [layout for layout, table in self.sheets if table]
        return any(headers.locate(sheet, layout) for sheet in book.sheets for layout in main)

    def read(self, book: Book, gazetteer: Gazetteer | None) -> Reading:
        """The file's tables; without a gazetteer councils stay null.

        Raises:
            SourceError: with every problem that the first step to fail has found.
        """
        file_parts = _parts_of(book, [layout for layout, _table in self.sheets])
        refuse_for(parts.read_dates(file_parts))
        at = snapshot.of_file(book.file, _words_outside(book, file_parts), meaning.newest(file_parts))
        refuse_for([problem for part in file_parts for problem in meaning.out_of_time(part, at)])
        refuse_for(
            [problem for part in file_parts for problem in parts.read_cells(part, self._descriptive(part))]
        )
        unknown = self._resolve(file_parts, gazetteer, at)
        shaped, notes, text = self._shaped(book, file_parts, at)
        return Reading(
            self.key, book.file, at.on, at.basis, shaped, (*_remarks(file_parts, at), *unknown, *notes), text
        )

    def _descriptive(self, part: Part) -> frozenset[str]:
        """The fields of a sheet of which one bad cell is read as blank."""
        return next((t.descriptive for layout, t in self.sheets if t and layout is part.layout), frozenset())

    def _resolve(
        self, file_parts: list[Part], gazetteer: Gazetteer | None, at: snapshot.Snapshot
    ) -> list[str]:
        """Add the councils' codes; notes on names of no council where the publication may have them."""
        if self.every_council:
            refuse_for(
                [problem for part in file_parts for problem in meaning.resolve(part, gazetteer, at.on)]
            )
            return []
        return [note for part in file_parts for note in meaning.resolve_known(part, gazetteer, at.on)]

    def _shaped(
        self, book: Book, file_parts: list[Part], at: snapshot.Snapshot
    ) -> tuple[dict, list[str], dict]:
        """(tables by contract, notes, text by layout): names of people are replaced in all of them."""
        shaped: dict = {}
        notes: list[str] = []
        text: dict = {}
        with Engine() as engine:
            people.install(engine)
            engine.register("reading", pa.table({"snapshot": [at.on], "source": [book.file.sha256]}))
            for layout, contract in self.sheets:
                cells_here = people.called(engine, _typed(layout, file_parts))
                engine.register("cells" if contract else layout.key, cells_here)
                text |= _text(layout, file_parts, cells_here)
                if contract:
                    table, headings = engine.sql(sql_text(HERE, self.sql)), _headings(layout, file_parts)
                    shaped[contract.name], dropped = checks.checked(table, contract, book.file.name, headings)
                    notes += dropped
            if tables.RATING.name in shaped:
                engine.register(tables.RATING.name, shaped[tables.RATING.name])
                notes += _contradictions(engine, book.file.name)
        return shaped, notes, text


def _text(layout: Layout, file_parts: list[Part], cells_here: pa.Table) -> dict[str, pa.Table]:
    """{layout: text as published, without the names of people} of the sheet of a layout, if the file has one."""
    parts_here = [part for part in file_parts if part.layout is layout]
    texts = [people.text_called(headers.published_text(part.header), part, cells_here) for part in parts_here]
    return dict(zip([layout.key], texts, strict=False))


def _parts_of(book: Book, layouts: list[Layout]) -> list[Part]:
    name = book.file.name
    file_headers = [header for sheet in book.sheets if (header := _header(sheet, layouts))]
    problems = [
        p for header in file_headers for p in (*headers.faults(header, name), *headers.ragged(header, name))
    ]
    for layout in layouts:
        same = [repr(header.sheet.name) for header in file_headers if header.layout is layout]
        if len(same) > 1:
            expected = f"one sheet with the columns of {layout.title}: remove the others"
            problems.append(Problem(name, f"{len(same)} such sheets, {', '.join(same)}", expected))
    refuse_for(problems)
    return [parts.part(name, header) for header in file_headers]


def _header(sheet: Sheet, layouts: list[Layout]) -> Header | None:
    """The sheet's header under the layout that it lacks the fewest columns of."""
    matches = [header for layout in layouts if (header := headers.locate(sheet, layout))]
    return min(matches, key=lambda header: len(header.missing()), default=None)


def _typed(layout: Layout, file_parts: list[Part]) -> pa.Table:
    """The typed cells of a layout; no row where the file has no such sheet."""
    tables_here = [part.table() for part in file_parts if part.layout is layout]
    origin = pa.schema({"council": pa.string(), "sheet": pa.string(), "source_row": pa.int64()}).empty_table()
    return (
        tables_here[0]
        if tables_here
        else pa.concat_tables([cells.empty(layout), origin], promote_options="default")
    )


def _headings(layout: Layout, file_parts: list[Part]) -> dict[str, str]:
    names = [field.name for field in layout.fields]
    return {name: part.header.heading(name) for part in file_parts if part.layout is layout for name in names}


def _words_outside(book: Book, file_parts: list[Part]) -> list[str]:
    """The lines that stand outside the data: before a header, and at the top of the sheets without one."""
    rows = {part.header.sheet.name: part.header.row - 1 for part in file_parts}
    tops = [sheet.cells.slice(0, rows.get(sheet.name, HEADER_WITHIN)) for sheet in book.sheets]
    return [" ".join(cell for cell in row.values() if cell) for top in tops for row in top.to_pylist()]


def _remarks(file_parts: list[Part], at: snapshot.Snapshot) -> list[str]:
    notes = []
    for part in file_parts:
        notes += part.notes
        if unknown := part.header.unknown():
            notes.append(
                f"{part.layout.title}: columns that are kept as text and not read: {', '.join(unknown)}"
            )
    if at.basis == snapshot.NEWEST:
        notes.append(f"the date of the data, {at.on}, is inferred: it is the newest date in the file")
    return notes


def _contradictions(engine: Engine, file: str) -> list[str]:
    """Notes on service groups that carry two ratings of one day; for a location itself that is an error.

    February 2021 has one: 1-543895080, People with long term conditions, Good and Requires improvement.
    """
    contradictions = engine.rows(sql_text(HERE, "contradictions.sql"))
    expected = "one overall rating, or key question, of a location from one day"
    refuse_for(
        [
            Problem(
                file,
                f"{row['location_id']} {row['domain']}: {row['ratings']}",
                expected,
                row["sheet"],
                row["row"],
            )
            for row in contradictions
            if row["service_group"] == "Overall"
        ]
    )
    return [
        f"rows {row['row']} and {row['last_row']}: {row['location_id']}, {row['service_group']}, "
        f"{row['domain']} is {row['ratings']} on one day; both are kept"
        for row in contradictions
    ]


RATINGS = FilePublication(
    "cqc-ratings",
    "Care directory with ratings",
    ((layouts.RATINGS_OF_LOCATIONS, tables.RATING), (layouts.RATINGS_OF_PROVIDERS, tables.PROVIDER_RATING)),
)
ACTIVE = FilePublication(
    "cqc-active-locations",
    "Care directory with filters (active locations)",
    ((layouts.DUAL_REGISTRATIONS, None), (layouts.ACTIVE_LOCATIONS, tables.LOCATION)),
    "active_locations.sql",
)
DEACTIVATED = FilePublication(
    "cqc-deactivated-locations",
    "Deactivated locations",
    ((layouts.DEACTIVATED_LOCATIONS, tables.DEACTIVATED),),
    every_council=False,
)
DIRECTORY = FilePublication(
    "cqc-care-directory",
    "Care directory (weekly)",
    ((layouts.CARE_DIRECTORY, tables.DIRECTORY),),
    "care_directory.sql",
    every_council=False,
)
HOMECARE = FilePublication(
    "cqc-homecare-inspections",
    "Inspections of community adult social care, England, since October 2014",
    ((layouts.HOMECARE_INSPECTIONS, tables.HOMECARE_INSPECTION),),
)
COUNCILS = FilePublication(
    "cqc-council-assessments",
    "CQC's assessments of councils under Part 1 of the Care Act",
    ((layouts.COUNCIL_ASSESSMENTS, tables.COUNCIL_ASSESSMENT),),
    page="https://www.cqc.org.uk/care-services/local-authority-assessment-reports",
)

PUBLICATIONS = (RATINGS, ACTIVE, DEACTIVATED, DIRECTORY, HOMECARE, COUNCILS)
