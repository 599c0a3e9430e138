"""Lookups between kinds of area: what each district lies in, and what it became.

The year stands in the headers (`ltla23_code`, `utla21_name`): it is read there, never from the file's name.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

import pyarrow as pa

from careplace.sources.contract import Table
from careplace.sources.places.columns import body, check_key, header, typed
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
    """A file with one district and one larger area a row."""

    key: str
    title: str
    parent: str
    contract: Table
    extra: tuple[tuple[str, str], ...] = ()
    publisher: str = PUBLISHER
    licence: str = LICENCE
    page: str = PAGE

    @property
    def tables(self) -> tuple[Table, ...]:
        return (self.contract,)

    def recognise(self, book: Book) -> bool:
        names = header(book)
        extras = all(any(re.fullmatch(pattern, name) for name in names) for pattern, _ours in self.extra)
        return sorted(area for area, _year in areas(book)) == sorted(("ltla", self.parent)) and extras

    def read(self, book: Book, gazetteer=None) -> Reading:
        years, rows = dict(areas(book)), body(book)
        parts = {"district": ("ltla", "code"), "district_name": ("ltla", "name")}
        ours = self.contract.columns[3].name
        parts |= {ours: (self.parent, "code"), f"{ours}_name": (self.parent, "name")}
        columns = {name: rows[column(area, years[area], part)] for name, (area, part) in parts.items()}
        columns |= {
            ours: rows[next(name for name in rows.column_names if re.fullmatch(pattern, name))]
            for pattern, ours in self.extra
        }
        columns |= {name: rows[name] for name in ("source", "source_row")}
        columns["year"] = pa.chunked_array([pa.array([years["ltla"]] * rows.num_rows, pa.int64())])
        tables = {self.contract.name: typed(book, columns, self.contract)}
        return Reading(self.key, book.file, None, "", tables)


class DistrictChanges:
    """A file that follows districts through two or more years."""

    key = "district-changes"
    title = "Districts through the years"
    publisher, licence, page = PUBLISHER, LICENCE, PAGE
    tables = (DISTRICT_CHANGE,)

    def recognise(self, book: Book) -> bool:
        found = areas(book)
        return len(found) > 1 and {area for area, _year in found} == {"ltla"}

    def read(self, book: Book, gazetteer=None) -> Reading:
        rows, years = body(book), sorted(year for _area, year in areas(book))
        pairs = [self.pair(book, rows, *two) for two in pairwise(years)]
        table = pa.concat_tables(pairs)
        check_key(book, table, DISTRICT_CHANGE)
        return Reading(self.key, book.file, None, "", {DISTRICT_CHANGE.name: table})

    def pair(self, book: Book, rows: pa.Table, year: int, later: int) -> pa.Table:
        """The change between two years, once for each pair: what merged earlier stands on several rows."""
        chosen = [column("ltla", y, part) for y in (year, later) for part in ("code", "name")]
        distinct = (
            rows.select([*chosen, "source"]).group_by([*chosen, "source"], use_threads=False).aggregate([])
        )
        names = ("district", "district_name", "later", "later_name")
        columns = {ours: distinct[theirs] for ours, theirs in zip(names, chosen, strict=True)}
        for name, value in (("year", year), ("later_year", later)):
            columns[name] = pa.chunked_array([pa.array([value] * distinct.num_rows, pa.int64())])
        return typed(book, columns | {"source": distinct["source"]}, DISTRICT_CHANGE)


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
        ((r"icb\d\d_code_h", "nhs_code"), (r"n_lsoa", "neighbourhoods")),
    ),
    DistrictChanges(),
)
