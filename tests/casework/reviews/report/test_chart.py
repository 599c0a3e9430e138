"""The chart of what sources say: its numbers are those of the table, and it shows nobody."""

from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.reviews.heard import FRAMEWORK, LINE, TODAY, said
from tests.casework.reviews.report.written import written

from careplace.casework.reviews.direction_colours import COLOURS
from careplace.casework.reviews.evidence import Direction
from careplace.casework.reviews.report.chart import NAME, WIDEST, chart_png, chart_svg, finding
from careplace.casework.reviews.report.contents import Judged
from careplace.casework.reviews.report.publishing import publication_id
from careplace.casework.reviews.weighing import weigh
from careplace.publications.store import Store

WAYS = {"s": "strength", "c": "concern", "m": "mixed"}
SVG = "{http://www.w3.org/2000/svg}"


def judged(ways: str, title: str = "Joined-up care", **source) -> Judged:
    evidence = [said(f"{n}", WAYS[way], **source) for n, way in enumerate(ways)]
    weight = weigh(FRAMEWORK, LINE, evidence, TODAY)
    return Judged(None, SimpleNamespace(title=title), None, (), weight, ())


def bars(svg: str) -> list[tuple[str, float]]:
    """(colour, width) of every part of a bar, without the white ground."""
    rects = list(ElementTree.fromstring(svg).iter(f"{SVG}rect"))[1:]
    return [(rect.get("fill"), float(rect.get("width"))) for rect in rects]


def texts(svg: str) -> list[str]:
    return [text.text for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@given(st.lists(st.text("scm", max_size=12), min_size=1, max_size=6))
def test_each_part_of_a_bar_is_as_long_as_its_number_of_sources(lines):
    most = max(map(len, lines)) or 1
    expected = [
        (COLOURS[way], ways.count(letter) * WIDEST / most)
        for ways in lines
        for letter, way in (("s", Direction.STRENGTH), ("m", Direction.MIXED), ("c", Direction.CONCERN))
        if letter in ways
    ]
    found = bars(chart_svg([judged(ways) for ways in lines]))
    assert [colour for colour, _ in found] == [colour for colour, _ in expected]
    assert [width for _, width in found] == pytest.approx([width for _, width in expected], abs=0.01)


def test_every_bar_has_its_numbers_in_words():
    assert texts(chart_svg([judged("ssc"), judged("", "Leadership")])) == [
        "Joined-up care",
        "2 strength, 1 concern",
        "Leadership",
        "no source",
    ]


def test_a_long_title_is_broken_and_escaped():
    title = "Step down: return to the usual place of residence, or admission to a <new> & other one"
    first, second, _words = texts(chart_svg([judged("s", title)]))
    assert f"{first} {second}" == title


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["c"], "Of 1 key line, 1 has more sources with a concern than with a strength."),
        (
            ["c", "cc", "s", "sc", ""],
            "Of 5 key lines, 2 have more sources with a concern than with a strength; 1 has more with a strength than with "
            "a concern; 2 have as many with a strength as with a concern.",
        ),
    ],
)
def test_the_words_for_those_who_do_not_see_it_are_its_finding(lines, words):
    drawn = [judged(ways) for ways in lines]
    assert finding(drawn) == words
    assert ElementTree.fromstring(chart_svg(drawn)).findtext(f"{SVG}title") == words


def test_who_spoke_does_not_change_a_byte_of_it():
    one = [judged("sc", organisation="council", population="all-adults")]
    other = [judged("sc", category="focus group", organisation="hospital", population="unpaid-carers")]
    assert chart_png(one) == chart_png(other)


@pytest.mark.usefixtures("sqlite")
def test_a_published_report_has_its_chart_with_its_finding(tmp_path):
    world = written(tmp_path, "published")
    store = Store(world.home)
    (version,) = store.versions(publication_id(world.report.review))
    page = store.content(version, "index.html").decode()
    assert f'<img src="{NAME}" alt="Of ' in page
    assert store.content(version, NAME).startswith(b"\x89PNG")
    assert b"tEXt" not in store.content(version, NAME)
