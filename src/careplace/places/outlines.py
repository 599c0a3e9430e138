"""Outlines of areas: degrees to metres on a map, made light for the screen, and back from the edition's table.

The projection is the sphere's transverse Mercator about 2° west and 49° north (Snyder 1987, Map Projections, equations
8-1 to 8-3), the lines that the British National Grid is drawn about: north is up, and shapes look as they do on the maps
that people know. It is not the National Grid itself: distances between councils' centres are 0.01% to 0.30% shorter than
by the grid's coordinates in ONS's files, which no chart shows. Do not measure with it.
"""

import re
from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

RADIUS = 6_371_000.0
CENTRAL, ORIGIN = np.radians(-2.0), np.radians(49.0)
# A tenth of a kilometre is under a pixel on a map of a city 60 km wide that is drawn 600 pixels wide.
GRID = 100
RING = re.compile(r"\(([^()]+)\)")


def projected(longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
    """Metres east and north, as rows of two, of degrees on WGS84."""
    east, north = np.radians(longitude) - CENTRAL, np.radians(latitude)
    x = RADIUS * np.arctanh(np.cos(north) * np.sin(east))
    y = RADIUS * (np.arctan2(np.tan(north), np.cos(east)) - ORIGIN)
    return np.column_stack([x, y])


def simplified(ring: np.ndarray, grid: int = GRID) -> np.ndarray:
    """A ring of metres on a grid, without points that repeat or lie on the line between their neighbours.

    Every point is moved by itself, so an edge that two areas share stays one edge. The answer is open (the last point
    is not the first again), in whole metres, and empty where the ring has no area left.
    """
    points = np.rint(np.asarray(ring, dtype=float) / grid).astype(np.int64)
    while True:
        points = points[(points != np.roll(points, 1, axis=0)).any(axis=1)]
        before, after = np.roll(points, 1, axis=0) - points, np.roll(points, -1, axis=0) - points
        # No turn: on the straight line between its neighbours, or the tip of a spike without area.
        bends = before[:, 0] * after[:, 1] != before[:, 1] * after[:, 0]
        if bends.all():
            return points * grid
        points = points[bends]


def text(polygons: Iterable[Iterable[np.ndarray]]) -> str:
    """Polygons (each an outer ring and its holes, open, in metres) as a MULTIPOLYGON in well-known text."""
    return f"MULTIPOLYGON ({', '.join(_bracketed(map(_ring, rings)) for rings in polygons)})"


def rings(outline: str) -> list[np.ndarray]:
    """The closed rings of a MULTIPOLYGON in well-known text, outer rings and holes alike, as float arrays of (n, 2)."""
    numbers = (np.array(ring.replace(",", " ").split(), dtype=float) for ring in RING.findall(outline))
    return [ring.reshape(-1, 2) for ring in numbers]


def outlines(table: pa.Table, codes: Iterable[str], grid: int = GRID) -> dict[str, list[np.ndarray]]:
    """The rings of each of these areas that `table` (an edition's `boundary`) has, in the order asked for.

    Metres east and north of 2° west, 49° north: north is up, so an SVG turns the second column's sign. A hole is a
    ring like any other: fill by the even-odd rule. A wider `grid` (metres; 1,000 for the whole of England at 600 pixels)
    leaves about half of the points, and out what has no area at that scale. Where two years have an area, the later
    one's outline serves. Areas that the table does not have are left out: the caller says so.
    """
    wanted_codes = dict.fromkeys(codes)
    rows = table.filter(pc.is_in(table["code"], pa.array(wanted_codes, pa.string()))).sort_by("year")
    newest = dict(zip(rows["code"].to_pylist(), rows["outline"].to_pylist(), strict=True))
    return {code: _coarser(rings(newest[code]), grid) for code in wanted_codes if code in newest}


def _coarser(rings: list[np.ndarray], grid: int) -> list[np.ndarray]:
    if grid <= GRID:
        return rings
    coarse = [reduced for ring in rings if len(reduced := simplified(ring, grid))]
    # A city smaller than the grid would vanish: it keeps its shape.
    return [np.vstack([ring, ring[:1]]).astype(float) for ring in coarse] or rings


def _ring(points: np.ndarray) -> str:
    closed = np.vstack([points, points[:1]])
    return "(" + ", ".join(f"{x} {y}" for x, y in closed.tolist()) + ")"


def _bracketed(parts: Iterable[str]) -> str:
    return f"({', '.join(parts)})"
