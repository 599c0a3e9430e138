"""The map of councils: every one a link, and the list that says the same."""

import re
import xml.etree.ElementTree as ET

import brotli
import numpy as np
import pyarrow.parquet as pq
import pytest
from tests.web.filled import made

from careplace.places.outlines import outlines
from careplace.web.public.map.outlines import drawing, outline

SVG = "{http://www.w3.org/2000/svg}"


def standing(edition) -> set[str]:
    return {a.name for a in edition.gazetteer.areas.values() if a.kind == "council" and a.stands()}


def test_every_council_that_stands_is_drawn_or_told_to_be_missing(edition):
    drawn = drawing(edition)
    assert {shape.name for shape in drawn.shapes} | set(drawn.missing) == standing(edition)
    assert len(drawn.missing) == 1
    assert [shape.name for shape in drawn.shapes] == sorted(shape.name for shape in drawn.shapes)


def test_shapes_lie_within_the_drawing_and_north_is_up(edition):
    drawn = drawing(edition)
    table = pq.read_table(edition.folder / "tables" / "boundary.parquet")
    starts = {s.codes[-1]: tuple(map(int, re.match(r"M(\d+) (\d+)", s.path).groups())) for s in drawn.shapes}
    for x, y in starts.values():
        assert 0 <= x <= drawn.width
        assert 0 <= y <= drawn.height
    true = {code: rings[0][0] for code, rings in outlines(table, starts).items()}
    west, east = min(true, key=lambda c: true[c][0]), max(true, key=lambda c: true[c][0])
    south, north = min(true, key=lambda c: true[c][1]), max(true, key=lambda c: true[c][1])
    assert starts[west][0] < starts[east][0]
    assert starts[north][1] < starts[south][1]


def test_islets_that_no_one_would_see_are_left_out_but_never_the_whole_place():
    island = np.array([[0, 0], [40, 0], [40, 40], [0, 40], [0, 0]])
    islet = np.array([[0, 0], [1, 0], [1, 1], [0, 0]])
    assert outline([island, islet]).count("M") == 1
    assert outline([islet]).count("M") == 1


@pytest.mark.parametrize("page", ["/", "/map/"])
def test_each_area_is_a_link_with_a_title_and_stands_in_the_list_too(reader, edition, page):
    html = reader.get(page).content.decode()
    links = re.findall(r'<a href="(/places/[^"]+)" aria-label="([^"]+)"><title>([^<]+)</title><path', html)
    shapes = drawing(edition).shapes
    assert links == [(s.address, s.name, s.name) for s in shapes]
    listed = html[html.index('id="places"') :]
    for shape in shapes:
        assert f'href="{shape.address}"' in listed
        assert reader.get(shape.address).status_code in (200, 302)


@pytest.mark.parametrize("page", ["/", "/map/"])
def test_the_map_can_be_passed_over(reader, page):
    html = reader.get(page).content.decode()
    assert '<a class="govuk-skip-link" href="#places">Skip the map</a>' in html
    assert 'id="places" tabindex="-1"' in html


def test_the_file_is_whole_by_itself_and_kept_by_edition(reader, edition):
    answer = reader.get("/map.svg")
    root = ET.fromstring(answer.content)
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert answer["ETag"]
    assert [a.find(f"{SVG}title").text for a in root.iter(f"{SVG}a")] == [
        s.name for s in drawing(edition).shapes
    ]
    assert len(brotli.compress(answer.content)) < 60_000


def test_without_outlines_the_pages_say_so_and_list_the_places(site, home, tmp_path):
    client = site(home=made(home, tmp_path / "home", outlined=False))
    assert client.get("/map.svg").status_code == 404
    html = client.get("/map/").content.decode()
    assert "no outlines of councils" in html
    assert 'class="cp-regions"' in html
    assert "<svg" not in client.get("/").content.decode()
