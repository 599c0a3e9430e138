"""The Indices of Deprivation of upper-tier councils, counties among them (the publisher's File 11): a sheet a domain."""

import re

import pyarrow as pa

from careplace.sources import checks, headers, parts
from careplace.sources.contract import Problem, SourceError, refuse_for
from careplace.sources.headers import Field, Header, Layout
from careplace.sources.parts import Part
from careplace.sources.places.tables import DEPRIVATION
from careplace.sources.publication import Book, Reading

AREA = "Upper Tier Local Authority District"
CODE_YEAR = re.compile(r"\((\d{4})\)\s*$")
# Each edition of the Indices is on the councils' codes of one year: the only place where a sheet names its edition.
EDITIONS = {2013: 2015, 2019: 2019, 2024: 2025}
HEADINGS = {
    "overall": "IMD",
    "income": "Income",
    "employment": "Employment",
    "education": "Education, Skills and Training",
    "health": "Health Deprivation and Disability",
    "crime": "Crime",
    "barriers": "Barriers to Housing and Services",
    "environment": "Living Environment",
}


def layout(domain: str) -> Layout:
    """The sheet of one domain: a council's code and name of any year, and its average score."""
    years = range(2010, 2040)
    return Layout(
        domain,
        f"Indices of Deprivation of upper-tier councils: {HEADINGS[domain]}",
        (
            Field("code", tuple(f"{AREA} code ({year})" for year in years)),
            Field("name", tuple(f"{AREA} name ({year})" for year in years)),
            Field("score", (f"{HEADINGS[domain]} - Average score",), "number"),
        ),
        marks=("code", "score"),
    )


LAYOUTS = tuple(map(layout, HEADINGS))


class UpperTierDeprivation:
    """One edition of the Indices for upper-tier councils as they stood, in one workbook of a sheet a domain."""

    key = "deprivation-upper-tier"
    title = "English Indices of Deprivation: upper-tier local authority summaries"
    publisher, licence = (
        "Ministry of Housing, Communities and Local Government",
        "Open Government Licence v3.0",
    )
    page = "https://www.gov.uk/government/collections/english-indices-of-deprivation"
    tables = (DEPRIVATION,)

    def recognise(self, book: Book) -> bool:
        """Whether a sheet gives a council's code and its average score of a domain."""
        return any(headers.locate(sheet, layout) for sheet in book.sheets for layout in LAYOUTS)

    def read(self, book: Book, gazetteer=None) -> Reading:
        """Every domain's scores.

        Raises:
            SourceError: for a domain without a sheet or with two, columns and cells at fault, and codes of a year of
                which no edition of the Indices is known.
        """
        sheets = [self._part(book, layout) for layout in LAYOUTS]
        editions = {edition(part) for part in sheets}
        if len(editions) > 1:
            actual = f"sheets of the Indices of {' and '.join(map(str, sorted(editions)))}"
            raise SourceError(Problem(book.file.name, actual, "sheets of one edition: split the workbook"))
        refuse_for([problem for part in sheets for problem in parts.read_cells(part)])
        table = pa.concat_tables([rows(part, book.file.sha256) for part in sheets])
        checked, notes = checks.checked(table, DEPRIVATION, book.file.name, {"score": "Average score"})
        text = {part.layout.key: headers.published_text(part.header) for part in sheets}
        return Reading(self.key, book.file, None, "", {DEPRIVATION.name: checked}, tuple(notes), text)

    def _part(self, book: Book, layout: Layout) -> Part:
        matches = [header for sheet in book.sheets if (header := headers.locate(sheet, layout))]
        if len(matches) != 1:
            actual = f"{len(matches)} sheets with the column {layout.fields[2].headings[0]!r}"
            raise SourceError(
                Problem(book.file.name, actual, "one sheet for each domain: take the file as published")
            )
        refuse_for([*headers.faults(matches[0], book.file.name), *headers.ragged(matches[0], book.file.name)])
        return parts.part(book.file.name, matches[0])


def edition(part: Part) -> int:
    """The edition of the Indices, by the year of the codes in the heading."""
    year = code_year(part.header)
    if year in EDITIONS:
        return EDITIONS[year]
    all_codes = ", ".join(f"{codes} (Indices of {indices})" for codes, indices in EDITIONS.items())
    heading = part.header.heading("code")
    sheet, row = part.header.sheet.name, part.header.row
    raise SourceError(Problem(part.file, f"codes of {year}", f"codes of {all_codes}", sheet, row, heading))


def code_year(header: Header) -> int:
    """The year of the councils' codes: 2019 of "… code (2019)"."""
    return int(CODE_YEAR.findall(header.heading("code"))[0])


def rows(part: Part, source: str) -> pa.Table:
    """One domain's scores in the shape of the contract."""
    alike = {
        "edition": edition(part),
        "year": code_year(part.header),
        "tier": "council",
        "domain": part.layout.key,
        "source": source,
    }
    table = part.table()
    columns = {name: pa.repeat(pa.scalar(value), table.num_rows) for name, value in alike.items()}
    columns |= {name: table[name] for name in table.column_names}
    return pa.table(columns).select(DEPRIVATION.schema.names)


PUBLICATIONS = (UpperTierDeprivation(),)
