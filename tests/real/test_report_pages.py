"""Reports on real places in a real browser: no barriers, valid, and never wider than the screen."""

import pytest
from tests.browser.conftest import axe, chromium, open_page, validate  # noqa: F401
from tests.browser.test_report import barriers

from careplace.cli.report import told_of
from careplace.publish import write

pytestmark = [pytest.mark.real, pytest.mark.browser]

# One with comparators and without key questions, one with change and without comparators, one with beds, one
# with a single location, and one whose list is too long for a page.
PLACES = ("E08000026", "E10000019", "E08000004", "E06000053", "E92000001")
AGAINST = ("england", "region", "neighbours")
# Rows of a table are alike, as are the shapes of a map, and axe takes minutes over 500 of them.
SHORTER = (
    "document.querySelectorAll('tbody tr:nth-child(n+8), svg :nth-child(n+40)').forEach(e => e.remove())"
)
# Colours are the same at every width, and take axe half of its time: the fictional report is looked at at both.
ONCE = {320: ("color-contrast",), 1280: ()}


@pytest.fixture(scope="module")
def pages(edition, tmp_path_factory):
    """The page of each place, as `careplace report` writes it."""
    to = tmp_path_factory.mktemp("pages")
    against = {"E92000001": ()}
    reports = {code: told_of(edition, code, against=against.get(code, AGAINST)) for code in PLACES}
    return {code: write(report, to, ["html"])[0] for code, report in reports.items()}


# Those of other councils differ in their numbers: the release looks at them too.
@pytest.mark.parametrize(
    "place", [*PLACES[2:], *(pytest.param(place, marks=pytest.mark.release) for place in PLACES[:2])]
)
def test_axe_finds_no_barrier(open_page, pages, axe, place):  # noqa: F811
    page = open_page(pages[place], 320)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(SHORTER)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert barriers(page, axe, without=ONCE[width]) == []


def test_the_pages_are_valid_html(pages, validate):  # noqa: F811
    assert validate(*pages.values()) == ""


@pytest.mark.parametrize("place", PLACES)
def test_every_column_has_a_head_of_its_own_and_something_in_it(open_page, pages, place):  # noqa: F811
    """Read aloud, a second "Interval" is no name, and an empty column is a word for every row."""
    wrong = open_page(pages[place]).evaluate(
        """[...document.querySelectorAll('table')].flatMap(table => {
          const heads = [...table.tHead.rows[0].cells].map(c => c.textContent.trim());
          const rows = [...table.tBodies[0].rows].filter(r => r.cells.length === heads.length);
          const empty = heads.filter((_, i) => rows.length && rows.every(r => !/[^\\s–-]/.test(r.cells[i].textContent)));
          const twice = heads.filter((head, i) => heads.indexOf(head) !== i);
          return [...empty, ...twice].map(head => `${table.caption.textContent.slice(0, 60)}: ${head}`);
        })"""
    )
    assert wrong == []


@pytest.mark.parametrize("place", PLACES)
def test_words_of_a_chart_stay_inside_a_narrow_screen(open_page, pages, place):  # noqa: F811
    outside = open_page(pages[place], 320).evaluate(
        """[...document.querySelectorAll('svg.chart text')]
        .filter(t => { const r = t.getBoundingClientRect(); return r.left < 0 || r.right > 320 })
        .map(t => t.textContent)"""
    )
    assert outside == []
