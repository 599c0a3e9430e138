"""Drawings of a page: taken out whole, each in its place, with a size and words of its own."""

import re

from hypothesis import given
from hypothesis import strategies as st

from careplace.publish.paper.drawings import TALLEST, without_drawings

CHART = (
    '<svg class="chart" role="img" height="30" font-family="Arial" fill="#0b0c0c"><title>Better &amp;\nworse</title>'
    '<svg x="1%" width="1" height="1"><path d="M0 0"/></svg><text font-family="Arial" x="50%">1</text></svg>'
)


def test_a_drawing_leaves_an_image_in_its_place():
    html, drawings = without_drawings(f"<p>a{CHART}b</p><p>{CHART}</p>")
    assert html == '<p>a<img name="0">b</p><p><img name="1"></p>'
    assert len(drawings) == 2
    assert drawings[0] == drawings[1]


def test_an_empty_part_does_not_end_its_drawing():
    html, (drawing,) = without_drawings(
        '<p><svg height="9"><svg x="0" viewBox="0 0 1 1" /><path d="M0 0"/></svg></p>'
    )
    assert html == '<p><img name="0"></p>'
    assert drawing.inner == '<svg x="0" viewBox="0 0 1 1" /><path d="M0 0"/>'


def test_what_is_read_aloud_is_its_title():
    _html, (drawing,) = without_drawings(CHART)
    assert drawing.words == "Better & worse"
    _html, (drawing,) = without_drawings(CHART.replace("<title>", '<title id="t">'))
    assert drawing.words == "Better & worse"
    _html, (silent,) = without_drawings('<svg width="1" height="1"></svg>')
    assert silent.words == ""


def test_a_chart_without_a_width_stretches_and_one_with_a_width_keeps_it():
    _html, drawings = without_drawings(CHART + CHART.replace("<svg class", '<svg width="100%" class', 1))
    assert [drawing.size(500) for drawing in drawings] == [(500, 30), (500, 30)]
    _html, (fixed,) = without_drawings('<svg width="20" height="10"></svg>')
    assert fixed.size(500) == (20, 10)


def test_no_drawing_is_wider_than_its_room_or_taller_than_a_page():
    _html, drawings = without_drawings('<svg width="1000" height="100"></svg><svg height="1720"></svg>')
    assert [drawing.size(500) for drawing in drawings] == [(500, 50), (250, TALLEST)]


def test_a_file_of_its_own_names_its_space_its_width_and_one_font():
    _html, (drawing,) = without_drawings(CHART)
    svg = drawing.svg(400, "Liberation Sans")
    assert svg.startswith(
        '<svg class="chart" role="img" height="30" font-family="Liberation Sans" fill="#0b0c0c"'
    )
    assert 'xmlns="http://www.w3.org/2000/svg" width="400">' in svg
    assert re.findall('font-family="([^"]*)"', svg) == ["Liberation Sans"]


PIECES = st.recursive(
    st.text(alphabet="ab ", max_size=3),
    lambda inner: st.builds(
        lambda parts: f'<svg height="1">{"".join(parts)}</svg>', st.lists(inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.lists(PIECES, max_size=5))
def test_put_back_they_are_the_page_again(pieces):
    html, drawings = without_drawings("".join(pieces))
    assert "<svg" not in html
    whole = [f'<svg height="1">{drawing.inner}</svg>' for drawing in drawings]
    assert re.sub(r'<img name="(\d+)">', lambda image: whole[int(image[1])], html) == "".join(pieces)
