"""A person's path and the flow of people in Chromium, of an edition with a release: no barrier, narrow and wide, printed."""

import re
from urllib.parse import urlsplit

import pytest
from tests.browser.site.conftest import ask, serving
from tests.browser.site.test_pages import WIDE
from tests.browser.test_report import barriers
from tests.journeys.walk import COUNCIL

pytestmark = pytest.mark.browser

OUTSIDE = """[...document.querySelectorAll('svg.chart text')].filter(t => t.checkVisibility())
    .filter(t => { const r = t.getBoundingClientRect(); return r.left < 0 || r.right > innerWidth })
    .map(t => t.textContent)"""
OVERLAPS = """[...document.querySelectorAll('figure[id^="path-"] svg.chart text')].map(t => t.getBoundingClientRect())
    .some((a, n, all) => all.slice(n + 1).some(b => a.left < b.right && b.left < a.right
        && a.top + 2 < b.bottom && b.top + 2 < a.bottom))"""
CHARTS = {"path/": ("path-m-", "moves-m-"), "journeys/": ("moves-m-",)}


@pytest.fixture(scope="module")
def released(journeys_walk):
    """The address of the council's page in an edition with a release."""
    with serving(journeys_walk / "home") as site:
        yield site + ask(site, f"/places/{COUNCIL}/")[1]


@pytest.fixture(scope="module", params=CHARTS)
def part(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def opened(scripted, released, part):
    page = scripted.new_page()
    page.goto(released + part)
    yield page
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_barrier_and_nothing_is_cut_off(opened, axe, part, width, shots):
    opened.set_viewport_size({"width": width, "height": 900})
    for chart in CHARTS[part]:
        assert opened.locator(f'figure[id^="{chart}"]').is_visible()
    assert barriers(opened, axe) == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.evaluate(WIDE) == []
    assert opened.evaluate(OUTSIDE) == []
    assert not opened.evaluate(OVERLAPS)
    opened.screenshot(path=shots / f"{part.strip('/')}-{width}.png", full_page=True)


def test_the_tables_scroll_by_keyboard_and_on_paper_are_whole(opened):
    assert opened.locator("main .scroll:not([tabindex='0'])").count() == 0
    opened.emulate_media(media="print")
    cut = opened.evaluate("""[...document.querySelectorAll('main table')].map(t => t.parentElement)
        .filter(d => ['auto', 'scroll', 'hidden'].includes(getComputedStyle(d).overflowX)).length""")
    opened.emulate_media(media="screen")
    assert cut == 0


def test_without_script_it_is_the_same_page(scriptless, released, opened, part):
    scriptless.goto(released + part)
    words = [
        re.sub(r"\s+", " ", page.locator("main h2, main th").all_inner_texts().__str__())
        for page in (scriptless, opened)
    ]
    assert words[0] == words[1]
    assert urlsplit(scriptless.url).path.endswith(part)
