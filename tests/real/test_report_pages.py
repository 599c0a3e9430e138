"""Reports on real places in a real browser: no barriers, valid, and never wider than the screen."""

from functools import cache
from pathlib import Path

import pytest
from tests.browser.conftest import axe, chromium, open_page, validate  # noqa: F401
from tests.browser.test_report import barriers
from tests.kinds import some

from careplace.cli.report import told_of
from careplace.publish import write

pytestmark = [pytest.mark.real, pytest.mark.browser]

# One with comparators and without key questions, one with change and without comparators, one with beds, one
# with a single location, and one whose list is too long for a page.
PLACES = ("E08000026", "E10000019", "E08000004", "E06000053", "E92000001")
# The one with a single location, and the one with comparators and without key questions. Those of others differ in their
# numbers, or in the length of their lists: the release looks at them too.
TRIED = ("E06000053", "E08000026")
AGAINST = ("england", "region", "neighbours")
# Rows of a table are alike, as are the shapes of a map, and axe takes minutes over 500 of them.
SHORTER = (
    "document.querySelectorAll('tbody tr:nth-child(n+8), svg :nth-child(n+40)').forEach(e => e.remove())"
)
# Colours are the same at every width, and take axe half of its time: the fictional report is looked at at both.
ONCE = {320: ("color-contrast",), 1280: ()}


@pytest.fixture(scope="module")
def written(edition, tmp_path_factory):
    """`written(place)`: the page of a place, as `careplace report` writes it."""
    to = tmp_path_factory.mktemp("pages")

    @cache
    def page(place: str) -> Path:
        against = () if place == "E92000001" else AGAINST
        return write(told_of(edition, place, against=against), to, ["html"])[0]

    return page


@pytest.mark.parametrize("place", some(PLACES, TRIED[:1]))
def test_axe_finds_no_barrier(open_page, written, axe, place):  # noqa: F811
    page = open_page(written(place), 320)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(SHORTER)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert barriers(page, axe, without=ONCE[width]) == []


@pytest.mark.parametrize(
    "places", [TRIED, pytest.param(PLACES, marks=pytest.mark.release)], ids=["some", "all"]
)
def test_the_pages_are_valid_html(written, validate, places):  # noqa: F811
    assert validate(*map(written, places)) == ""


@pytest.mark.parametrize("place", some(PLACES, TRIED))
def test_every_column_has_a_head_of_its_own_and_something_in_it(open_page, written, place):  # noqa: F811
    """Read aloud, a second "Interval" is no name, and an empty column is a word for every row."""
    wrong = open_page(written(place)).evaluate(
        """[...document.querySelectorAll('table')].flatMap(table => {
          const heads = [...table.tHead.rows[0].cells].map(c => c.textContent.trim());
          const rows = [...table.tBodies[0].rows].filter(r => r.cells.length === heads.length);
          const empty = heads.filter((_, i) => rows.length && rows.every(r => !/[^\\s–-]/.test(r.cells[i].textContent)));
          const twice = heads.filter((head, i) => heads.indexOf(head) !== i);
          return [...empty, ...twice].map(head => `${table.caption.textContent.slice(0, 60)}: ${head}`);
        })"""
    )
    assert wrong == []


@pytest.mark.parametrize("place", some(PLACES, TRIED))
def test_words_of_a_chart_stay_inside_a_narrow_screen(open_page, written, place):  # noqa: F811
    outside = open_page(written(place), 320).evaluate(
        """[...document.querySelectorAll('svg.chart text')]
        .filter(t => { const r = t.getBoundingClientRect(); return r.left < 0 || r.right > 320 })
        .map(t => t.textContent)"""
    )
    assert outside == []
