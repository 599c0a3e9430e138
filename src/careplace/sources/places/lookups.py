"""Lookups between kinds of area: what each district lies in, and what it became.

The year stands in the headers (`ltla23_code`, `utla21_name`): it is read there, never from the file's name.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

import pyarrow as pa

from careplace.sources.contract import Table
from careplace.sources.places.columns import ORIGIN, body, header, named, reading
from careplace.sources.places.tables import (
    DISTRICT_CHANGE,
    DISTRICT_COMBINED_AUTHORITY,
    DISTRICT_COUNCIL,
    DISTRICT_ICB,
    DISTRICT_REGION,
)
from careplace.sources.publication import Book, Reading

PUBLISHER = "Office for National Statistics"
LICENCE = "Open Government Licence v3.0"
PAGE = "https://geoportal.statistics.gov.uk/"
LABEL = re.compile(r"^(?P<area>ltla|utla|region|cauth|icb)(?P<year>\d\d)_(?P<part>code|name)$")


def labels(book: Book) -> dict[str, tuple[str, int, str]]:
    """For each header that names an area: (area, year, "code" or "name")."""
    matched = {name: LABEL.match(name) for name in header(book)}
    return {name: (m["area"], 2000 + int(m["year"]), m["part"]) for name, m in matched.items() if m}


def areas(book: Book) -> set[tuple[str, int]]:
    """(area, year) of the areas that have both a code and a name."""
    found = set(labels(book).values())
    return {
        (area, year) for area, year, _part in found if {(area, year, "code"), (area, year, "name")} <= found
    }


def column(area: str, year: int, part: str) -> str:
    return f"{area}{year - 2000:02d}_{part}"


@dataclass(frozen=True)
class DistrictLookup:
    """A file with one district and one larger area a row.

    `extra` are further columns: the form of the heading, our name, and the type as careplace.sources.cells reads it.
    """

    key: str
    title: str
    parent: str
    contract: Table
    extra: tuple[tuple[str, str, str], ...] = ()
    publisher: str = PUBLISHER
    licence: str = LICENCE
    page: str = PAGE

    @property
    def tables(self) -> tuple[Table, ...]:
        return (self.contract,)

    def recognise(self, book: Book) -> bool:
        names = header(book)
        extras = all(any(re.fullmatch(pattern, name) for name in names) for pattern, *_ in self.extra)
        return sorted(area for area, _year in areas(book)) == sorted(("ltla", self.parent)) and extras

    def read(self, book: Book, gazetteer=None) -> Reading:
        years, kinds, ours = dict(areas(book)), {}, self.contract.columns[3].name
        parts = {"district": ("ltla", "code"), "district_name": ("ltla", "name")}
        parts |= {ours: (self.parent, "code"), f"{ours}_name": (self.parent, "name")}
        headings = {name: column(area, years[area], part) for name, (area, part) in parts.items()}
        for pattern, name, kind in self.extra:
            headings[name] = next(heading for heading in header(book) if re.fullmatch(pattern, heading))
            kinds[headings[name]] = kind
        table = named(body(book, kinds), headings, year=years["ltla"])
        return reading(self.key, book, self.contract, table, headings)


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
        found = areas(book)
        return len(found) > 1 and {area for area, _year in found} == {"ltla"}

    def read(self, book: Book, gazetteer=None) -> Reading:
        rows, years = body(book), sorted(year for _area, year in areas(book))
        pairs = [self.pair(rows, *two) for two in pairwise(years)]
        return reading(self.key, book, DISTRICT_CHANGE, pa.concat_tables(pairs), self.headings)

    def pair(self, rows: pa.Table, year: int, later: int) -> pa.Table:
        """The change between two years, once for each pair: what merged earlier stands on several rows."""
        chosen = [column("ltla", y, part) for y in (year, later) for part in ("code", "name")]
        grouped = rows.group_by([*chosen, "source", "sheet"], use_threads=False)
        first = grouped.aggregate([("source_row", "min")]).rename_columns([*chosen, *ORIGIN])
        headings = dict(zip(self.headings, chosen, strict=True))
        return named(first.sort_by("source_row"), headings, year=year, later_year=later)


PUBLICATIONS = (
    DistrictLookup("district-regions", "Districts to regions", "region", DISTRICT_REGION),
    DistrictLookup("district-councils", "Districts to upper-tier councils", "utla", DISTRICT_COUNCIL),
    DistrictLookup(
        "district-combined-authorities",
        "Districts to combined authorities",
        "cauth",
        DISTRICT_COMBINED_AUTHORITY,
    ),
    DistrictLookup(
        "district-icbs",
        "Districts to integrated care boards",
        "icb",
        DISTRICT_ICB,
        ((r"icb\d\d_code_h", "nhs_code", "text"), (r"n_lsoa", "neighbourhoods", "whole")),
    ),
    DistrictChanges(),
)
