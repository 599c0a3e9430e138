"""Outlines of the invented areas as GeoJSON: an island cut into the cells of its patches (Voronoi).

A larger area is its patches' cells without the lines between them, so councils, regions and boards fit each other
exactly, as published boundaries do. The coast is where the cells of a ring of sea begin.
"""

import json
from collections.abc import Collection
from pathlib import Path

import numpy as np
from scipy.spatial import Voronoi

from careplace.demo.island import MIDDLE, REACH
from careplace.demo.place_files import AFTER, board, region_code
from careplace.demo.places import Nation

FILES = {
    "CTYUA23": "Counties_and_Unitary_Authorities_December_2023_Boundaries_BSC",
    "RGN23": "Regions_December_2023_Boundaries_BUC",
    "ICB23": "Integrated_Care_Boards_April_2023_BSC",
    "CAUTH23": "Combined_Authorities_December_2023_Boundaries_BUC",
}
SEA, AWAY = 36, 1.22


def write(nation: Nation, to: Path) -> list[Path]:
    """Write the outlines of councils, regions, boards and combined authorities into the folder `to`; the files."""
    cells = _cells(nation)
    return [
        _write(to / f"{FILES[kind]}.geo.json", kind, areas, cells)
        for kind, areas in patches_by_area(nation).items()
    ]


def patches_by_area(nation: Nation) -> dict[str, dict[tuple[str, str], list[int]]]:
    """For each kind of area: {(code, name): the indices of its patches}."""
    patches: dict[str, dict] = {kind: {} for kind in FILES}
    for number, patch in enumerate(nation.patches):
        council = nation.council(patch, AFTER)
        code, _number, name = board(patch)
        areas = [("CTYUA23", (council.code, council.name)), ("RGN23", (region_code(patch), patch.region))]
        areas.append(("ICB23", (code, name)))
        if patch.combined:
            authority = nation.areas[patch.combined]
            areas.append(("CAUTH23", (authority.code, authority.name)))
        for kind, area in areas:
            patches[kind].setdefault(area, []).append(number)
    return patches


def _cells(nation: Nation) -> Voronoi:
    """The cells of the patches, and after them of the sea around."""
    turn = np.arange(SEA) * 2 * np.pi / SEA
    # The coast goes in and out: every third point of the sea is nearer.
    away = AWAY + 0.07 * np.cos(turn * SEA / 3)
    sea = MIDDLE + REACH * (away * np.stack([np.cos(turn), np.sin(turn)])).T
    land = [(patch.longitude, patch.latitude) for patch in nation.patches]
    return Voronoi(np.vstack([land, sea]))


def rings(cells: Voronoi, patches: Collection[int]) -> list[list[list[float]]]:
    """The closed rings around these cells: the lines that have one of them on one side only, end to end."""
    inside = np.isin(cells.ridge_points, list(patches)).sum(axis=1) == 1
    ways: dict[int, list[int]] = {}
    for number in np.flatnonzero(inside):
        first, second = cells.ridge_vertices[number]
        ways.setdefault(first, []).append(second)
        ways.setdefault(second, []).append(first)
    closed = []
    while ways:
        ring = [min(ways)]
        while step := ways.get(ring[-1]):
            ring.append(step.pop())
            ways[ring[-1]].remove(ring[-2])
            ways = {corner: left for corner, left in ways.items() if left or corner == ring[-1]}
        ways.pop(ring[-1], None)
        closed.append(np.round(cells.vertices[ring], 6).tolist())
    return closed


def _write(path: Path, kind: str, areas: dict[tuple[str, str], list[int]], cells: Voronoi) -> Path:
    features = [
        {
            "type": "Feature",
            "id": number,
            "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings(cells, patches)]},
            "properties": {"FID": number, f"{kind}CD": code, f"{kind}NM": name},
        }
        for number, ((code, name), patches) in enumerate(sorted(areas.items()), 1)
    ]
    crs = {"type": "name", "properties": {"name": "EPSG:4326"}}
    collection = {"type": "FeatureCollection", "crs": crs, "features": features}
    path.write_text(json.dumps(collection), encoding="utf-8")
    return path
