"""A genuine Fingertips download and the list of indicators, held against the files themselves."""

import csv
import hashlib
import json
from pathlib import Path

import pytest

from careplace.places.gazetteer import Gazetteer
from careplace.sources import places, recognise
from careplace.sources.books import open_book
from careplace.sources.publication import Book, RawFile

pytestmark = pytest.mark.real


def opened(path: Path) -> Book:
    return open_book(RawFile(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest()))


@pytest.fixture(scope="module")
def reading(real_data):
    registry = opened(real_data / "places" / "uk_local_authorities.csv")
    gazetteer = Gazetteer.from_tables(places.registry.PUBLICATIONS[0].read(registry, None).tables)
    book = opened(real_data / "fingertips" / "indicators-CountyUA.data.csv")
    return recognise(book).read(book, gazetteer)


@pytest.fixture(scope="module")
def values(reading):
    return reading.tables["fingertips_value"].to_pylist()


@pytest.fixture(scope="module")
def published(real_data):
    """The download's rows by heading; each lacks its last comma, which the header has."""
    path = real_data / "fingertips" / "indicators-CountyUA.data.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert {len(row) for row in rows} == {len(header) - 1}
    return [dict(zip(header, row, strict=False)) for row in rows]


COLUMNS = {
    "value": "Value",
    "lower95": "Lower CI 95.0 limit",
    "upper95": "Upper CI 95.0 limit",
    "lower998": "Lower CI 99.8 limit",
    "upper998": "Upper CI 99.8 limit",
    "count": "Count",
    "denominator": "Denominator",
}


def test_every_row_is_as_published(values, published):
    assert len(values) == len(published) == 852
    for number, (value, row) in enumerate(zip(values, published, strict=True), 2):
        assert value["source_row"] == number
        assert (value["area_code"], value["period"]) == (row["Area Code"], row["Time period"])
        for ours, theirs in COLUMNS.items():
            assert value[ours] == (float(row[theirs]) if row[theirs] else None), (number, theirs)


def test_the_name_with_a_line_end_is_one_line(values):
    assert {value["indicator"] for value in values} == {"Campylobacter incidence rate/100,000"}


def test_councils_are_councils(values):
    held = {value["council"] for value in values if value["council"]}
    assert len(held) == 152
    assert {value["area_type"] for value in values if value["council"]} == {"County & UA"}


def test_values_that_are_not_there_are_said(reading, values):
    assert [value["status"] for value in values].count("missing") == 10
    assert reading.notes == ("93356 Campylobacter incidence rate/100,000: 10 values are missing",)


def test_values_follow_from_counts_and_denominators(values):
    """Crude rates per 100,000: what a back test of measures will do for every indicator."""
    known = [v for v in values if v["value"] is not None and v["count"] is not None and not v["category"]]
    far = [v for v in known if abs(v["count"] / v["denominator"] * 100_000 - v["value"]) > 1e-6 * v["value"]]
    assert len(known) > 700
    assert far == []


def test_indicators_are_as_published(real_data):
    path = real_data / "fingertips" / "fingertipsnext_indicators.json"
    book = opened(path)
    found = recognise(book).read(book, None).tables["fingertips_indicator"].to_pylist()
    listed = json.loads(path.read_text(encoding="utf-8"))
    assert len(found) == len(listed) == 35
    for row, indicator in zip(found, listed, strict=True):
        assert row["indicator_id"] == indicator["indicatorID"]
        assert row["polarity"] == indicator["polarity"]
        assert row["definition"] == indicator["indicatorDefinition"].strip(" ")
