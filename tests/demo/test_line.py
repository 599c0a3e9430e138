"""The demonstration goes through the real readers, which know nothing of it."""

import hashlib
from datetime import date

import pyarrow as pa
import pytest

from careplace.places.gazetteer import Gazetteer
from careplace.sources import recognise
from careplace.sources.books import open_book
from careplace.sources.publication import RawFile

ADDED, SAID_IN_NAME = "workbook", "file name"


@pytest.fixture(scope="module")
def books(demonstration):
    _folder, written = demonstration
    return [open_book(RawFile(p, p.name, hashlib.sha256(p.read_bytes()).hexdigest())) for p in written]


@pytest.fixture(scope="module")
def gazetteer(books):
    tables = {}
    for book in books:
        publication = recognise(book)
        if not publication.key.startswith("cqc"):
            for name, table in publication.read(book, None).tables.items():
                tables.setdefault(name, []).append(table)
    return Gazetteer.from_tables({name: _joined(parts) for name, parts in tables.items()})


def _joined(parts):
    return pa.concat_tables(parts)


@pytest.fixture(scope="module")
def readings(books, gazetteer):
    found = [(book, recognise(book)) for book in books]
    return [p.read(book, gazetteer) for book, p in found if p.key.startswith("cqc")]


def test_every_file_is_recognised(books):
    assert [book.file.name for book in books if recognise(book) is None] == []


def test_every_register_file_is_read_with_its_date(readings):
    assert {(r.snapshot, r.basis) for r in readings} == {
        (date(2021, 2, 1), ADDED),
        (date(2021, 2, 1), SAID_IN_NAME),
        *((date(year, 9, 1), basis) for year in (2025, 2026) for basis in (ADDED, SAID_IN_NAME)),
    }


def test_every_council_resolves_to_the_one_of_its_day(readings, gazetteer):
    for reading in readings:
        for table in reading.tables.values():
            if "council" in table.column_names and len(table):
                assert table["council"].null_count == 0
    county = {
        r.snapshot: set(r.tables["cqc_location"]["council"].to_pylist()) for r in readings if _active(r)
    }
    assert "X10000001" in county[date(2021, 2, 1)]
    assert "X10000001" not in county[date(2025, 9, 1)]


def _active(reading):
    return "cqc_location" in reading.tables and len(reading.tables["cqc_location"])


def test_both_publications_know_the_same_locations(readings):
    for on in (date(2021, 2, 1), date(2025, 9, 1), date(2026, 9, 1)):
        here = [r for r in readings if r.snapshot == on]
        active = {i for r in here if _active(r) for i in r.tables["cqc_location"]["location_id"].to_pylist()}
        rated = {
            i
            for r in here
            if "cqc_rating" in r.tables
            for i in r.tables["cqc_rating"]["location_id"].to_pylist()
        }
        assert rated
        assert rated <= active


def test_no_persons_name_comes_through(readings):
    for reading in readings:
        for table in reading.tables.values():
            assert "Invented, " not in str(table.slice(0, 50).to_pylist())
