"""Boundaries of areas as GeoJSON, as ONS's Open Geography portal gives them: England's, made light for the screen.

The code of a feature stands under a name that says its kind and year (CTYUA23CD: counties and unitary authorities, 2023).
Files of the whole United Kingdom hold Wales, Scotland and Northern Ireland too: those are left out and counted.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from careplace.places import outlines
from careplace.places.gazetteer import Gazetteer
from careplace.sources import checks, payloads
from careplace.sources.contract import Problem, SourceError, Table, refuse_for
from careplace.sources.places.tables import BOUNDARY
from careplace.sources.publication import Book, Reading
from careplace.sources.unpacking import unpacked

KINDS = {"CTYUA": "council", "RGN": "region", "ICB": "integrated care board", "CAUTH": "combined authority"}
CODE = re.compile(r"^(CTYUA|RGN|ICB|CAUTH)(\d\d)CD$")
MARK = re.compile(rb'"(CTYUA|RGN|ICB|CAUTH)\d\dCD"')
# England's and those of the demonstration (X), Wales, Scotland and Northern Ireland.
OFFICIAL = re.compile(r"^[EXWSNKLJ]\d{8}$")
# A ring ends where it began. Source: RFC 7946, section 3.1.6.
RING = 4
# The corners of a box around England, islands too: degrees east and north.
ENGLAND = (-7.0, 49.5), (2.5, 56.5)
EXPECTED = "polygons in degrees (WGS84, EPSG:4326) within England, from -7 to 2.5 east and 49.5 to 56.5 north"
ELSEWHERE = ("W", "S", "N")


@dataclass(frozen=True)
class Boundaries:
    """The publication `boundaries`. It is read after the places, so that councils without an outline can be told."""

    key: str = "boundaries"
    title: str = "Boundaries of councils, regions and boards"
    publisher: str = "Office for National Statistics"
    licence: str = (
        "Open Government Licence v3.0; contains OS data © Crown copyright and database right, and National Statistics "
        "data © Crown copyright and database right"
    )
    page: str = "https://geoportal.statistics.gov.uk/"
    tables: tuple[Table, ...] = (BOUNDARY,)
    # Files of councils, regions and boards, each with codes of its own.
    parted_by_key: bool = True

    def recognise(self, book: Book) -> bool:
        """Whether the file is a FeatureCollection with the code of such an area."""
        return book.kind == "json" and payloads.holds(book.file.path, b"FeatureCollection", MARK)

    def read(self, book: Book, gazetteer: Gazetteer | None = None) -> Reading:
        """England's outlines.

        Raises:
            SourceError: with every feature that has no code, name or outline, or is not in degrees.
        """
        features = _features(book)
        refuse_for(
            [problem for row, feature in enumerate(features, 1) if (problem := _wrong(book, row, feature))]
        )
        rows = pa.Table.from_pylist([_row(feature) for feature in features if not _elsewhere(feature)])
        rows = rows.append_column("source", pa.repeat(book.file.sha256, rows.num_rows))
        rows, carried = _carried(rows, gazetteer)
        table, notes = checks.checked(rows, BOUNDARY, book.file.name)
        elsewhere = sum(map(_elsewhere, features))
        left = [f"areas outside England that are left out: {elsewhere}"] if elsewhere else []
        return Reading(self.key, book.file, None, "", {BOUNDARY.name: table}, (*left, *carried, *notes))


def _features(book: Book) -> list[dict]:
    """The features, each with its position. Raises SourceError where the JSON is broken or holds none."""
    try:
        collection = json.loads(unpacked(book.file)[1])
    except (ValueError, RecursionError) as error:
        expected = "a whole GeoJSON file: download it again"
        raise SourceError(Problem(book.file.name, f"JSON that cannot be read ({error})", expected)) from error
    features = collection.get("features") if isinstance(collection, dict) else None
    if (
        not isinstance(features, list)
        or not features
        or not all(isinstance(feature, dict) for feature in features)
    ):
        raise SourceError(Problem(book.file.name, "no list of features", "a FeatureCollection with features"))
    return [feature | {"source_row": row} for row, feature in enumerate(features, 1)]


def _code(feature: dict) -> str:
    """The name of the property that holds the code; "" where a feature has none."""
    return next(filter(CODE.match, feature["properties"]), "")


def _elsewhere(feature: dict) -> bool:
    return feature["properties"][_code(feature)].startswith(ELSEWHERE)


def _wrong(book: Book, row: int, feature: dict) -> Problem | None:
    """What is wrong with a feature, the first thing only; the column is its path in the JSON."""
    for path, actual, expected in _faults(feature):
        return Problem(book.file.name, actual, expected, row=row, column=f"features[{row - 1}].{path}")
    return None


def _faults(feature: dict) -> Iterator[tuple[str, str, str]]:
    """(path, what was found, what was expected) of what is wrong with a feature."""
    properties = feature.get("properties")
    if not isinstance(properties, dict) or not _code(feature):
        yield "properties", "a feature without code", "a code and a name, such as CTYUA23CD and CTYUA23NM"
        return
    code = _code(feature)
    if not isinstance(properties[code], str) or not OFFICIAL.match(properties[code]):
        yield f"properties.{code}", json.dumps(properties[code]), "an official code, such as E06000001"
    elif not isinstance(name := properties.get(_name(code)), str) or not name.strip():
        yield f"properties.{_name(code)}", json.dumps(name), "the area's name"
    elif not _elsewhere(feature) and (fault := _fault(feature.get("geometry"))):
        yield "geometry", f"{properties[code]}: {fault}", EXPECTED


def _fault(geometry: object) -> str:
    try:
        rings = [ring for polygon in _polygons(geometry) for ring in polygon]
        points = np.vstack(rings)
    except (KeyError, ValueError, TypeError, IndexError, OverflowError):
        return "no outline"
    if points.ndim != 2 or points.shape[1] != 2 or not (np.abs(points) <= (180, 85)).all():
        return "an outline that is not in degrees"
    if not ((points >= ENGLAND[0]) & (points <= ENGLAND[1])).all():
        (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
        return f"an outline from {west:.4g} to {east:.4g} degrees east and {south:.4g} to {north:.4g} degrees north"
    return "an outline that closes nothing" if any(len(ring) < RING for ring in rings) else ""


def _polygons(geometry: Any) -> list[list[np.ndarray]]:
    """Polygons, each a list of rings as arrays of longitude and latitude. Raises KeyError for another geometry."""
    polygons_of = {"Polygon": lambda held: [held], "MultiPolygon": lambda held: held}
    polygons = polygons_of[geometry["type"]](geometry["coordinates"])
    return [[np.asarray(ring, dtype=float) for ring in polygon] for polygon in polygons]


def _row(feature: dict) -> dict:
    properties, code = feature["properties"], _code(feature)
    kind, year = CODE.findall(code)[0]
    polygons = [_light(polygon) for polygon in _polygons(feature["geometry"])]
    return {
        "code": properties[code],
        "published_code": properties[code],
        "name": properties[_name(code)],
        "kind": KINDS[kind],
        "year": 2000 + int(year),
        "outline": outlines.text(rings for rings in polygons if rings),
        "source_row": feature["source_row"],
    }


def _light(polygon: list[np.ndarray]) -> list[np.ndarray]:
    """The rings of a polygon that have an area on the grid; none where its outer ring has none."""
    rings = [outlines.simplified(outlines.projected(*ring.T)) for ring in polygon]
    return [ring for ring in rings if len(ring)] if len(rings[0]) else []


def _name(code: str) -> str:
    return code.removesuffix("CD") + "NM"


def _carried(table: pa.Table, gazetteer: Gazetteer | None) -> tuple[pa.Table, list[str]]:
    """The table with areas that are published under a code that they had before; and who has no outline at all."""
    if gazetteer is None:
        return table, []
    row_of = {row["code"]: row for row in table.to_pylist()}
    kinds = {row["kind"] for row in row_of.values()}
    areas = [area for area in gazetteer.areas.values() if area.kind in kinds and area.stands()]
    before = {area: gazetteer.lineage.predecessor(area) for area in areas if area.code not in row_of}
    drawn_before = {area: row_of[was.code] for area, was in before.items() if was and was.code in row_of}
    notes = [
        f"{area} is drawn by the outline of {row['published_code']}, its code before"
        for area, row in drawn_before.items()
    ]
    if undrawn := [str(area) for area in before if area not in drawn_before]:
        notes.append(f"no outline for {', '.join(undrawn)}")
    rows = [row | {"code": area.code} for area, row in drawn_before.items()]
    return pa.concat_tables([table, pa.Table.from_pylist(rows, schema=table.schema)]), notes


PUBLICATION = Boundaries()
