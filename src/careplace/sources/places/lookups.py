"""Lookups between kinds of area: what each district lies in, and what it became.

The year stands in the headings, in the spelling of ONS's Open Geography portal (`LAD25CD`, `UTLA25NM`) or in that of
tidied copies (`ltla23_code`, `utla21_name`): it is read there, never from the file's name.
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from careplace.sources.contract import Table, misfits, refuse_for
from careplace.sources.places.columns import ORIGIN, body, header, reading, renamed
from careplace.sources.places.tables import (
    DISTRICT_CHANGE,
    DISTRICT_COMBINED_AUTHORITY,
    DISTRICT_COUNCIL,
    DISTRICT_ICB,
    DISTRICT_REGION,
)
from careplace.sources.publication import Book, Publication, Reading

PUBLISHER = "Office for National Statistics"
LICENCE = "Open Government Licence v3.0"
PAGE = "https://geoportal.statistics.gov.uk/"
LABEL = re.compile(r"^(?P<area>[a-z]+)(?P<year>\d\d)(?P<part>cd|cdh|nm|_code|_code_h|_name)$", re.IGNORECASE)
# ONS's letters for each kind of area beside the word that tidied copies use. CTYUA are upper-tier councils.
AREAS = {
    **dict.fromkeys(("ltla", "lad"), "ltla"),
    **dict.fromkeys(("utla", "ctyua"), "utla"),
    **dict.fromkeys(("region", "rgn"), "region"),
    "cauth": "cauth",
    "icb": "icb",
    "lsoa": "lsoa",
}
PARTS = {
    **dict.fromkeys(("cd", "_code"), "code"),
    **dict.fromkeys(("nm", "_name"), "name"),
    **dict.fromkeys(("cdh", "_code_h"), "nhs code"),
}
COUNTED = "n_lsoa"


def labels(book: Book) -> dict[tuple[str, int, str], str]:
    """The headings that name an area: (area, year, "code", "name" or "nhs code") and the heading."""
    headings: dict[tuple[str, int, str], str] = {}
    for heading in header(book):
        match = LABEL.match(heading)
        if match and (area := AREAS.get(match["area"].lower())):
            headings.setdefault((area, 2000 + int(match["year"]), PARTS[match["part"].lower()]), heading)
    return headings


def areas(book: Book) -> set[tuple[str, int]]:
    """(area, year) of the areas, but for neighbourhoods, that have both a code and a name."""
    headings = labels(book)
    pairs = {(area, year) for area, year, _part in headings if area != "lsoa"}
    return {pair for pair in pairs if {(*pair, "code"), (*pair, "name")} <= set(headings)}


def neighbourhood(book: Book) -> str:
    """The heading of the neighbourhoods' (LSOA) code in a file with one a row; "" for other files."""
    return next(
        (name for (area, _, part), name in labels(book).items() if (area, part) == ("lsoa", "code")), ""
    )


def sheet_of_areas(book: Book) -> Book:
    """`book` with its one sheet that names districts, where other sheets are of words; else `book` as it is."""
    alone = [replace(book, sheets=(sheet,)) for sheet in book.sheets]
    ours = [sheet for sheet in alone if "ltla" in dict(areas(sheet))]
    return ours[0] if len(ours) == 1 else book


@dataclass(frozen=True)
class Parent:
    """A kind of larger area that districts lie in: the word for it in LABEL, and the table of the lookup to it."""

    area: str
    contract: Table

    def within(self, book: Book) -> bool:
        """Whether `book` says which area of this kind a district lies in: for boards, with how much of it."""
        counted = self.area != "icb" or COUNTED in header(book) or neighbourhood(book)
        return self.area in dict(areas(book)) and bool(counted)

    def reading(self, key: str, book: Book) -> Reading:
        """The district and the larger area of every row that has one.

        Raises:
            SourceError: where the table breaks its contract.
        """
        headings = self.headings(book)
        rows = body(
            book, {COUNTED: "whole"} if COUNTED in headings.values() and not neighbourhood(book) else {}
        )
        if neighbourhood(book):
            rows = _counted(book, rows, list(headings.values()))
        if len(parents(book)) > 1 or neighbourhood(book):
            rows = rows.filter(pc.is_valid(rows[headings[self.name]]))
        missing = {column.name: None for column in self.contract.columns if column.name == "nhs_code"}
        alike = {name: value for name, value in missing.items() if name not in headings}
        table = renamed(rows, headings, year=dict(areas(book))["ltla"], **alike)
        return reading(key, book, self.contract, table, headings)

    @property
    def name(self) -> str:
        """The column of the larger area's code."""
        return self.contract.columns[3].name

    def headings(self, book: Book) -> dict[str, str]:
        """The heading in `book` of each column of the table that stands there."""
        headings, years = labels(book), dict(areas(book))
        parts = {"district": ("ltla", "code"), "district_name": ("ltla", "name")}
        parts |= {self.name: (self.area, "code"), f"{self.name}_name": (self.area, "name")}
        if self.area == "icb":
            parts["nhs_code"] = ("icb", "nhs code")
        places = {name: (area, years[area], part) for name, (area, part) in parts.items()}
        columns = {name: headings[place] for name, place in places.items() if place in headings}
        return columns | ({"neighbourhoods": COUNTED} if self.area == "icb" else {})


def _counted(book: Book, rows: pa.Table, headings: list[str]) -> pa.Table:
    """A row for each district and larger area of `rows`, which are of one neighbourhood each, with their number.

    Raises:
        SourceError: where a row names no neighbourhood.
    """
    code = neighbourhood(book)
    problems = misfits(
        book.file.name, rows, code, pc.is_null(rows[code]), "the code of a neighbourhood", code
    )
    refuse_for(problems)
    chosen = [name for name in headings if name != COUNTED]
    grouped = rows.group_by([*chosen, "source", "sheet"], use_threads=False)
    counts = grouped.aggregate([(code, "count_distinct"), ("source_row", "min")])
    return counts.rename_columns([*chosen, "source", "sheet", COUNTED, "source_row"]).sort_by("source_row")


PARENTS = (
    Parent("region", DISTRICT_REGION),
    Parent("utla", DISTRICT_COUNCIL),
    Parent("cauth", DISTRICT_COMBINED_AUTHORITY),
    Parent("icb", DISTRICT_ICB),
)


def parents(book: Book) -> list[Parent]:
    """The kinds of larger area that `book` gives for districts of one year."""
    kinds = [area for area, _year in areas(book)]
    if "ltla" not in kinds or len(set(kinds)) < len(kinds):
        return []
    return [parent for parent in PARENTS if parent.within(book)]


@dataclass(frozen=True)
class DistrictLookup:
    """Files with one district, or one neighbourhood of it, and one larger area a row."""

    key: str
    title: str
    parent: Parent
    publisher: str = PUBLISHER
    licence: str = LICENCE
    page: str = PAGE

    @property
    def tables(self) -> tuple[Table, ...]:
        return (self.parent.contract,)

    def recognise(self, book: Book) -> bool:
        return parents(sheet_of_areas(book)) == [self.parent]

    def read(self, book: Book, gazetteer=None) -> Reading:
        return self.parent.reading(self.key, sheet_of_areas(book))


class DistrictAreas:
    """Files with several larger areas a row: a ward's or neighbourhood's district, its council, region, board."""

    key = "district-areas"
    title = "Districts to several larger areas"
    publisher, licence, page = PUBLISHER, LICENCE, PAGE
    tables = tuple(parent.contract for parent in PARENTS)

    def recognise(self, book: Book) -> bool:
        return len(parents(sheet_of_areas(book))) > 1

    def read(self, book: Book, gazetteer=None) -> Reading:
        alone = sheet_of_areas(book)
        readings = [parent.reading(self.key, alone) for parent in parents(alone)]
        tables = {
            name: table for reading_of_sheet in readings for name, table in reading_of_sheet.tables.items()
        }
        return replace(
            readings[0],
            tables=tables,
            notes=tuple(note for reading_of_sheet in readings for note in reading_of_sheet.notes),
        )


class DistrictChanges:
    """A file that follows districts through two or more years."""

    key = "district-changes"
    title = "Districts through the years"
    publisher, licence, page = PUBLISHER, LICENCE, PAGE
    tables = (DISTRICT_CHANGE,)
    # The columns of every pair of years, for messages: the row tells which.
    headings: ClassVar = {
        "district": "ltla…_code",
        "district_name": "ltla…_name",
        "later": "ltla…_code",
        "later_name": "ltla…_name",
    }

    def recognise(self, book: Book) -> bool:
        pairs = areas(sheet_of_areas(book))
        return len(pairs) > 1 and {area for area, _year in pairs} == {"ltla"}

    def read(self, book: Book, gazetteer=None) -> Reading:
        book = sheet_of_areas(book)
        rows, headings = body(book), labels(book)
        years = sorted(year for _area, year in areas(book))
        pairs = [self.pair(rows, headings, *two) for two in pairwise(years)]
        return reading(self.key, book, DISTRICT_CHANGE, pa.concat_tables(pairs), self.headings)

    def pair(self, rows: pa.Table, headings: dict, year: int, later: int) -> pa.Table:
        """The change between two years, once for each pair: what merged earlier stands on several rows."""
        chosen = [headings["ltla", y, part] for y in (year, later) for part in ("code", "name")]
        grouped = rows.group_by([*chosen, "source", "sheet"], use_threads=False)
        first = grouped.aggregate([("source_row", "min")]).rename_columns([*chosen, *ORIGIN])
        names = dict(zip(self.headings, chosen, strict=True))
        return renamed(first.sort_by("source_row"), names, year=year, later_year=later)


TITLES = {
    "region": ("district-regions", "Districts to regions"),
    "utla": ("district-councils", "Districts to upper-tier councils"),
    "cauth": ("district-combined-authorities", "Districts to combined authorities"),
    "icb": ("district-icbs", "Districts to integrated care boards"),
}
PUBLICATIONS: tuple[Publication, ...] = (
    *(DistrictLookup(*TITLES[parent.area], parent) for parent in PARENTS),
    DistrictAreas(),
    DistrictChanges(),
)
