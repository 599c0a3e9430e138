"""A small valid file of every publication, of the demonstration's nation: what the mutations start from."""

import gzip
import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa
from tests.faults.fuzz.more_samples import more_samples
from tests.sources.conftest import csv_bytes
from tests.sources.cqc.api import payloads
from tests.sources.fingertips.test_downloads import HEADER
from tests.sources.fingertips.test_downloads import row as fingertips
from tests.sources.fingertips.test_metadata import INDICATOR
from tests.sources.local.test_files import HEADER as LOCAL

from careplace.demo.generate import generate
from careplace.places.gazetteer import Gazetteer
from careplace.sources import PUBLICATIONS, books, places, recognise
from careplace.sources.publication import RawFile

ROWS = 40
# Files whose parts belong together: a cut one would be no valid file.
WHOLE = ("geo.json", "ascof", "lookup", "uk_local", "imd", "population", "age_gender")


@dataclass(frozen=True)
class Sample:
    """One valid file: its bytes, and its sheets as rows of text where it has any."""

    name: str
    publication: str
    kind: str
    data: bytes
    sheets: dict[str, list[list[str]]]


def samples(folder: Path) -> tuple[list[Sample], dict[str, pa.Table], Gazetteer]:
    """(the valid files, the tables of the places, their gazetteer)."""
    written = generate(folder, councils=16, locations=40)
    found = [_sample(path) for path in written]
    tables = _places(found, folder)
    gazetteer = Gazetteer.from_tables(tables)
    councils = sorted(
        area.name for area in gazetteer.areas.values() if area.kind == "council" and area.stands()
    )
    for name, data in (*_others(gazetteer, councils), *more_samples(gazetteer, councils)):
        (folder / name).write_bytes(data)
        found.append(_sample(folder / name))
    return found, tables, gazetteer


def missing(found: list[Sample]) -> set[str]:
    """The publications that no sample is of."""
    return {publication.key for publication in PUBLICATIONS} - {sample.publication for sample in found}


def _sample(path: Path) -> Sample:
    book = books.open_book(RawFile(path, path.name, ""))
    sheets = {sheet.name: _rows(sheet) for sheet in book.sheets}
    data = path.read_bytes()
    if book.kind == "csv" and not path.name.startswith(WHOLE):
        sheets = {name: rows[:ROWS] for name, rows in sheets.items()}
        data = csv_bytes(next(iter(sheets.values())))
    return Sample(path.name, recognise(book).key, book.kind, data, sheets)


def _rows(sheet) -> list[list[str]]:
    return [
        [cell or "" for cell in row]
        for row in zip(*(c.to_pylist() for c in sheet.cells.columns), strict=True)
    ]


def _places(found: list[Sample], folder: Path) -> dict[str, pa.Table]:
    known = {publication.key: publication for publication in places.PUBLICATIONS}
    tables: dict[str, list[pa.Table]] = {}
    for sample in found:
        if publication := known.get(sample.publication):
            book = books.open_book(RawFile(folder / sample.name, sample.name, sample.name))
            for name, table in publication.read(book, None).tables.items():
                tables.setdefault(name, []).append(table)
    empty = {table.name: table.empty() for publication in places.PUBLICATIONS for table in publication.tables}
    return empty | {name: pa.concat_tables(each) for name, each in tables.items()}


def _others(gazetteer: Gazetteer, councils: list[str]):
    """Files that the demonstration does not make."""
    first = gazetteer.resolve(councils[0]).code
    located = partial(payloads.location, localAuthority=councils[0])
    rated = {
        "currentRatings": payloads.overall("Good", "2024-05-01", {"Safe": "Good"}),
        "historicRatings": [],
    }
    yield "locations_2025-03-15.json", json.dumps([located("1-100", **rated), located("1-101")]).encode()
    lines = (json.dumps(each) for each in (located("1-100", **rated), payloads.provider()))
    yield "cqc-api_2025-03-15.jsonl.gz", gzip.compress("\n".join(lines).encode())
    yield "indicators.json", json.dumps([INDICATOR, INDICATOR | {"indicatorID": 900002}]).encode()
    values = [
        fingertips(
            Area_Code=first, Area_Name=councils[0], Time_period=str(year), Time_period_Sortable=f"{year}0000"
        )
        for year in range(2010, 2018)
    ]
    yield "fingertips.csv", csv_bytes([HEADER, *values])
    yield (
        "local.csv",
        csv_bytes([LOCAL, *(_local(name, year) for name in councils[:4] for year in (2023, 2024))]),
    )
    yield "oflog.csv", csv_bytes(_oflog(gazetteer, councils))
    yield "ae_attendances.csv", csv_bytes(_emergency())
    yield "homecare.csv", csv_bytes(_homecare())
    yield "council_assessments.csv", csv_bytes(_assessments(councils))
    postcodes = [[f"ZZ{n} {n}AA", "", first, "52.4", "-1.5"] for n in range(1, 9)]
    yield "postcodes.csv", csv_bytes([["pcds", "doterm", "laua", "lat", "long"], *postcodes])


def _local(place: str, year: int) -> list[str]:
    said = {
        "Place": place,
        "Period": f"{year}-{(year + 1) % 100}",
        "Measure": "local-falls",
        "Numerator": "9",
    }
    said |= {
        "Denominator": "20",
        "Value": "45",
        "Lower 95": "40",
        "Upper 95": "50",
        "Title": "Falls",
        "Unit": "%",
    }
    return [(said | {"Polarity": "low"}).get(heading, "") for heading in LOCAL]


def _oflog(gazetteer: Gazetteer, councils: list[str]) -> list[list[str]]:
    header = [
        "Financial year",
        "Local authority code",
        "Local authority name",
        "Grouping",
        "Entity_Name",
        "Region",
    ]
    header += ["Measure", "Code", "Value", "MEDIAN", "MADs_from_median", "rank_order"]
    about = ["Outcome, ASC Carer Quality of Life", "ASC1", "7.6", "7.6", "0.3", "desc"]
    where = ["LA_Raw", "Counties", "The Midfolds"]
    return [header, *(["2023-24", gazetteer.resolve(name).code, name, *where, *about] for name in councils)]


def _emergency() -> list[list[str]]:
    rows = [
        [f"2017-0{month}-01", "RF4", kind, "21289.0", "2879.0", "5060.0"]
        for month in (1, 2, 3)
        for kind in ("1", "2")
    ]
    return [["period", "org_code", "type", "attendances", "breaches", "admissions"], *rows]


def _homecare() -> list[list[str]]:
    header = [
        "",
        "reportdate",
        "overall",
        "ownership",
        "locationid",
        "location_start_2025",
        "location_end_2025",
        "good",
    ]
    rows = [
        [str(n), f"2014-10-{n:02}", "Good", "For-profit", f"1-{n}", "19176", "22272", "1", "Good"]
        for n in range(1, 9)
    ]
    return [[*header, "rating"], *rows]


def _assessments(councils: list[str]) -> list[list[str]]:
    said = [f"qs{n}_word" for n in range(1, 10)]
    header = [
        "authority_name",
        "overall_rating",
        *said,
        "authority_type",
        "url",
        "avg_score",
        "assessment_month",
    ]
    header += [f"qs{n}_score" for n in range(1, 10)]
    row = ["Good", *["Good"] * 9, "County Council", "https://www.cqc.org.uk/x", "3.0", "May 2024", *["3"] * 9]
    return [header, *([name, *row] for name in councils[:6])]
