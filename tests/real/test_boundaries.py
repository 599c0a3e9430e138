"""Published boundaries: every area that stands has an outline, or is named; and neighbours fit."""

import csv

import numpy as np
import pytest

from careplace.places.outlines import outlines

pytestmark = pytest.mark.real
COUNCILS = "Counties_and_Unitary_Authorities_December_2023_Boundaries_BSC.geo.json"
BOARDS = "Integrated_Care_Boards_April_2023_BSC.geo.json"
REGIONS = "Regions_December_2023_Boundaries_BUC.geo.json"


def ring_area(ring: np.ndarray) -> float:
    x, y = ring.T
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) / 2)


def size(found: list[np.ndarray]) -> float:
    """Square kilometres: in GeoJSON outer rings and holes run in opposite directions."""
    return abs(sum(map(ring_area, found))) / 1e6


def test_every_council_that_stands_has_an_outline(read, gazetteer):
    held = set(read(COUNCILS).tables["boundary"]["code"].to_pylist())
    standing = {area.code for area in gazetteer.areas.values() if area.kind == "council" and area.stands()}
    assert len(standing) == 153
    assert standing <= held
    notes = " ".join(read(COUNCILS).notes)
    assert "outside England that are left out: 65" in notes
    assert "Barnsley (E08000038) is drawn by the outline of E08000016" in notes


def test_boards_and_authorities_without_an_outline_are_named(read):
    (note,) = read(BOARDS).notes
    assert note == "no outline for Sussex ICB (E54000053), Surrey Heartlands ICB (E54000052)"
    assert read(REGIONS).notes == ()
    assert "East Midlands" in " ".join(
        read("Combined_Authorities_December_2023_Boundaries_BUC.geo.json").notes
    )


def test_councils_are_as_large_as_the_registry_has_them(real_data, read):
    """To 3%: generalised coasts and tidal water make the difference. Portsmouth and Southend are mostly coast."""
    table = read(COUNCILS).tables["boundary"]
    with (real_data / "places/uk_local_authorities.csv").open(encoding="utf-8-sig") as file:
        registry = {row["gss-code"]: float(row["area"]) for row in csv.DictReader(file) if row["area"]}
    found = {code: size(held) for code, held in outlines(table, table["code"].to_pylist()).items()}
    off = {code: found[code] / registry[code] for code in found if code in registry}
    assert len(off) > 140
    assert np.median(list(off.values())) == pytest.approx(1, abs=0.01)
    assert sum(abs(ratio - 1) > 0.03 for ratio in off.values()) <= 15


def test_councils_together_are_as_large_as_the_regions_together(read):
    councils, regions = (read(name).tables["boundary"] for name in (COUNCILS, REGIONS))
    published = [row["code"] for row in councils.to_pylist() if row["code"] == row["published_code"]]
    whole = sum(map(size, outlines(councils, published).values()))
    assert whole == pytest.approx(
        sum(map(size, outlines(regions, regions["code"].to_pylist()).values())), rel=0.01
    )
    # England is some 130,300 square kilometres to the mean high water line.
    assert whole == pytest.approx(130_300, rel=0.02)


def edges(found: list[np.ndarray]) -> set[tuple]:
    return {(*a, *b) for ring in found for a, b in zip(ring[:-1].tolist(), ring[1:].tolist(), strict=True)}


def test_neighbours_run_along_the_same_edges(read):
    """Coventry lies wholly between Warwickshire and Solihull: nearly each edge of it is one of theirs, turned round."""
    held = outlines(read(COUNCILS).tables["boundary"], ["E08000026", "E10000031", "E08000029"])
    coventry, *others = map(edges, held.values())
    turned = {(c, d, a, b) for a, b, c, d in coventry}
    shared = turned & set.union(*others)
    assert len(shared) / len(coventry) > 0.95


def test_a_map_of_england_is_light(read):
    table = read(COUNCILS).tables["boundary"]
    codes = table["code"].to_pylist()
    points = {
        grid: sum(len(r) for f in outlines(table, codes, grid).values() for r in f) for grid in (100, 1000)
    }
    assert points[100] < 30_000
    assert points[1000] < 16_000
    assert set(outlines(table, codes, 1000)) == set(codes)
