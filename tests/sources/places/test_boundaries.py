"""Boundaries: how a file is told, what becomes of its features, and what is wrong with others."""

import gzip
import hashlib
import json

import pytest
from tests.places import nation

from careplace import sources
from careplace.places.gazetteer import Gazetteer
from careplace.places.outlines import rings
from careplace.sources.books import open_book
from careplace.sources.contract import SourceError
from careplace.sources.places.boundaries import PUBLICATION
from careplace.sources.publication import RawFile

SQUARE = [[-2.0, 52.0], [-1.9, 52.0], [-1.9, 52.1], [-2.0, 52.1], [-2.0, 52.0]]
HOLE = [[-1.96, 52.04], [-1.94, 52.04], [-1.94, 52.06], [-1.96, 52.04]]
SPECK = [[-1.5, 52.0], [-1.4999, 52.0], [-1.4999, 52.0001], [-1.5, 52.0]]


def feature(code="E08000001", kind="CTYUA23", geometry=None, **said) -> dict:
    properties = {"FID": 1, f"{kind}CD": code, f"{kind}NM": "Any"} | said
    return {
        "type": "Feature",
        "geometry": geometry or {"type": "Polygon", "coordinates": [SQUARE]},
        "properties": properties,
    }


@pytest.fixture
def book(tmp_path):
    """book(*features): a file of these, opened."""

    def opened(*features, pack=bytes):
        text = json.dumps({"type": "FeatureCollection", "features": features}).encode()
        path = tmp_path / "any.geojson"
        path.write_bytes(pack(text))
        return open_book(RawFile(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest()))

    return opened


@pytest.fixture
def rows(book):
    return lambda *features, **options: (
        PUBLICATION.read(book(*features, **options)).tables["boundary"].to_pylist()
    )


@pytest.mark.parametrize(
    ("kind", "means"),
    [
        ("CTYUA23", "council"), ("RGN24", "region"), ("ICB23", "integrated care board"), ("CAUTH25", "combined authority"),
    ],
)  # fmt: skip
def test_a_file_is_told_by_the_property_of_the_code(book, rows, kind, means):
    assert sources.recognise(book(feature(kind=kind))) is PUBLICATION
    (row,) = rows(feature(kind=kind))
    assert (row["code"], row["name"], row["kind"], row["year"]) == (
        "E08000001",
        "Any",
        means,
        2000 + int(kind[-2:]),
    )


def test_a_packed_file_is_read_too(book, rows):
    assert sources.recognise(book(feature(), pack=gzip.compress)) is PUBLICATION
    assert len(rows(feature(), pack=gzip.compress)) == 1


def test_features_of_other_kinds_are_no_publication(book):
    assert sources.recognise(book(feature(kind="LSOA21"))) is None


def test_holes_are_kept_and_specks_are_not(rows):
    polygons = {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [SPECK]]}
    (row,) = rows(feature(geometry=polygons))
    outer, inner = rings(row["outline"])
    assert (len(outer), len(inner)) == (5, 4)
    # A tenth of a degree of latitude is 11.1 km; of longitude, at 52° north, 6.8 km.
    assert outer.max(axis=0) - outer.min(axis=0) == pytest.approx([6_800, 11_100], abs=100)


def test_areas_outside_england_are_left_out_and_counted(book):
    reading = PUBLICATION.read(
        book(feature(), feature("W06000001"), feature("S12000005"), feature("N09000001"))
    )
    assert reading.tables["boundary"]["code"].to_pylist() == ["E08000001"]
    assert reading.notes == ("areas outside England that are left out: 3",)


def test_an_area_is_drawn_by_its_code_before_and_who_has_no_outline_is_told(book):
    """Westshire, a county of two districts, became one council of the same land in 2023."""
    gazetteer = Gazetteer.from_tables(nation.tables())
    reading = PUBLICATION.read(book(feature(), feature("E10000002")), gazetteer)
    found = {row["code"]: row["published_code"] for row in reading.tables["boundary"].to_pylist()}
    assert found == {"E08000001": "E08000001", "E10000002": "E10000002", "E06000003": "E10000002"}
    carried, lost = reading.notes
    assert carried == "Westshire (E06000003) is drawn by the outline of E10000002, its code before"
    assert lost.startswith("no outline for ")
    assert "Beta (E08000002)" in lost


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"CTYUA23NM": ""}, '""'),
        ({"CTYUA23NM": 7}, "7"),
        ({"CTYUA23CD": 1.5}, "1.5"),
        ({"CTYUA23CD": "Zzzz"}, '"Zzzz"'),
        ({"geometry": 3}, "E08000001: no outline"),
        (
            {"geometry": {"type": "Polygon", "coordinates": [[[-2, 52], [-2, 53]]]}},
            "E08000001: an outline that closes nothing",
        ),
        ({"geometry": {"type": "Point", "coordinates": [-2, 52]}}, "E08000001: no outline"),
        ({"geometry": {"type": "Polygon", "coordinates": []}}, "E08000001: no outline"),
        ({"geometry": {"type": "Polygon", "coordinates": [[["x", "y"]]]}}, "E08000001: no outline"),
        (
            {
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[433000, 279000], [434000, 279000], [434000, 280000]]],
                }
            },
            "E08000001: an outline that is not in degrees",
        ),
        (
            {"geometry": {"type": "Polygon", "coordinates": [[[-2, 52], [-2, 53], [-1, 53], [71, 52]]]}},
            "E08000001: an outline from -2 to 71 degrees east and 52 to 53 degrees north",
        ),
    ],
)
def test_a_feature_that_cannot_be_drawn_is_told(book, changed, found):
    with pytest.raises(SourceError) as refused:
        PUBLICATION.read(book(feature("E08000002"), feature(**changed)))
    (problem,) = refused.value.problems
    assert (problem.row, problem.found) == (2, found)


def test_one_code_twice_is_an_error(book):
    with pytest.raises(SourceError, match="one of several rows of code E08000001"):
        PUBLICATION.read(book(feature(), feature(geometry={"type": "Polygon", "coordinates": [HOLE]})))


@pytest.mark.parametrize(
    "text", [b'{"type": "FeatureCollection", "features": [', b'{"features": []}', b'{"features": [1]}']
)
def test_a_broken_file_is_refused(tmp_path, text):
    path = tmp_path / "any.geojson"
    path.write_bytes(text)
    with pytest.raises(SourceError, match=r"JSON that cannot be read|no list of features"):
        PUBLICATION.read(open_book(RawFile(path, path.name, "0" * 64)))
