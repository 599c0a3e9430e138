"""The chart of what sources say: its numbers are those of the table, and it shows nobody."""

from dataclasses import replace
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring
from tests.casework.reviews.heard import FRAMEWORK, LINE, TODAY, said
from tests.casework.reviews.report.written import written

from careplace.casework.reviews.direction_colours import COLOURS
from careplace.casework.reviews.evidence import Direction
from careplace.casework.reviews.report.chart import (
    NAME,
    WIDEST,
    alternative,
    chart_png,
    charts_on_paper,
    finding,
)
from careplace.casework.reviews.report.contents import Judged, contents_of, line_titles
from careplace.casework.reviews.report.files import report_files, report_html
from careplace.casework.reviews.report.publishing import publication_id
from careplace.casework.reviews.weighing import weigh
from careplace.publications.store import Store

WAYS = {"s": "strength", "c": "concern", "m": "mixed"}
SVG = "{http://www.w3.org/2000/svg}"


def judged(ways: str, title: str = "Joined-up care", theme: str = "care", **source) -> Judged:
    evidence = [said(f"{n}", WAYS[way], **source) for n, way in enumerate(ways)]
    weight = weigh(FRAMEWORK, LINE, evidence, TODAY)
    return Judged(
        SimpleNamespace(key=theme, title=theme),
        SimpleNamespace(key=f"{theme}/{title}", title=title),
        None,
        (),
        weight,
        (),
    )


def pictures(drawn) -> list[ElementTree.Element]:
    """The pictures on paper, without that of the meaning of the colours, which is the first."""
    return [ElementTree.fromstring(f"<svg{svg}") for svg in charts_on_paper(drawn).split("<svg")[2:]]


def bars(drawn) -> list[tuple[str, float]]:
    """(colour, width) of every part of a bar, without the white grounds."""
    rects = (rect for picture in pictures(drawn) for rect in list(picture.iter(f"{SVG}rect"))[1:])
    return [(rect.get("fill"), float(rect.get("width"))) for rect in rects]


def texts(drawn) -> list[str]:
    """Every text of the key lines."""
    return [text.text for picture in pictures(drawn) for text in picture.iter(f"{SVG}text")]


@given(st.lists(st.text("scm", max_size=12), min_size=1, max_size=6))
def test_each_part_of_a_bar_is_as_long_as_its_number_of_sources(lines):
    most = max(map(len, lines)) or 1
    expected = [
        (COLOURS[way], ways.count(letter) * WIDEST / most)
        for ways in lines
        for letter, way in (("s", Direction.STRENGTH), ("m", Direction.MIXED), ("c", Direction.CONCERN))
        if letter in ways
    ]
    found = bars([judged(ways) for ways in lines])
    assert [colour for colour, _ in found] == [colour for colour, _ in expected]
    assert [width for _, width in found] == pytest.approx([width for _, width in expected], abs=0.01)


def test_every_bar_has_its_numbers_in_words():
    assert texts([judged("ssc"), judged("", "Leadership")]) == [
        "Joined-up care",
        "Strength 2, concern 1",
        "Leadership",
        "No source",
    ]


def test_a_long_title_is_broken_and_escaped():
    title = "Step down: return to the usual place of residence, or admission to a <new> & other one"
    *lines, _words = texts([judged("s", title)])
    assert len(lines) > 1
    assert " ".join(lines) == title


def test_lines_with_one_title_have_their_themes():
    drawn = [judged("s", "Safe", "Crisis"), judged("c", "Caring", "Crisis"), judged("s", "Safe", "Return")]
    assert list(line_titles(drawn).values()) == ["Safe (Crisis)", "Caring", "Safe (Return)"]
    assert "Safe (Return)" in charts_on_paper(drawn)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["c"], "Of 1 key line, 1 has more sources with a concern."),
        (
            ["c", "cc", "s", "sc", ""],
            "Of 5 key lines, 2 have more sources with a concern, 1 has more sources with a strength and 2 have as many "
            "sources with each.",
        ),
    ],
)
def test_the_words_above_it_are_its_finding(lines, words):
    assert finding([judged(ways) for ways in lines]) == words


def test_a_screen_reader_hears_the_finding_once():
    assert alternative([judged("c"), judged("s")]) == (
        "Bars: sources with a strength, mixed and with a concern on each of 2 key lines, as in the table below."
    )


def test_paper_has_a_picture_for_each_key_line_that_is_read_alone():
    drawn = [judged("ss", theme="before"), judged("c", "Leadership", theme="after")]
    assert [picture.findtext(f"{SVG}title") for picture in pictures(drawn)] == [
        "Joined-up care: Strength 2.",
        "Leadership: Concern 1.",
    ]
    assert [width for _, width in bars(drawn)] == [WIDEST, WIDEST / 2]


def test_a_page_breaks_between_any_two_key_lines():
    tallest = max(
        float(picture.get("height")) for picture in pictures([judged("s", "Words " * 12), judged("c")])
    )
    assert tallest < 100


def test_no_letter_is_smaller_than_12_pixels_on_a_narrow_telephone():
    (svg,) = pictures([judged("s")])
    of_picture = float(svg.get("viewBox").split()[2])
    assert float(svg.get("font-size")) * (320 - 2 * 15) / of_picture > 12


def test_who_spoke_does_not_change_a_byte_of_it():
    one = [judged("sc", organisation="council", population="all-adults")]
    other = [judged("sc", category="focus group", organisation="hospital", population="unpaid-carers")]
    assert chart_png(one) == chart_png(other)


@pytest.mark.usefixtures("sqlite")
def test_a_published_report_has_its_chart_with_its_finding(tmp_path):
    world = written(tmp_path, "published")
    store = Store(world.home)
    (version,) = store.versions(publication_id(world.report.review))
    page = fragment_fromstring(store.content(version, "index.html").decode(), create_parent=True)
    picture = next(page.iter("img"))
    assert picture.get("src") == NAME
    words = " ".join(page.text_content().split()) + picture.get("alt")
    assert words.count("have as many sources with each") == 1
    assert store.content(version, NAME).startswith(b"\x89PNG")
    assert b"tEXt" not in store.content(version, NAME)


@pytest.mark.usefixtures("sqlite")
def test_a_report_without_a_judged_line_has_no_picture(tmp_path):
    world = written(tmp_path)
    contents = contents_of(world.report, world.report.sections.all(), TODAY, world.home)
    files = report_files(replace(contents, judged=()), TODAY, world.home)
    assert NAME not in files
    assert "<figure" not in files["index.html"]
    assert "<svg" not in report_html(replace(contents, judged=()), TODAY, world.home, (), paper=True)
