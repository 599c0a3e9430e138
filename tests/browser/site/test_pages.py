"""Every page and state of the site in Chromium: no barriers, valid, at every width, by keyboard, without script, printed."""

import io
import re

import pikepdf
import pytest
from tests.browser.site.conftest import NAMES, PAGES, ask
from tests.browser.site.pages import BARE, OPENED, STATES
from tests.browser.test_report import barriers

pytestmark = pytest.mark.browser

WIDTHS = (320, 768, 1280)
# Chromium says on the console that a page answered with an error, which is what the page is for.
OWN_STATUS = re.compile(r"Failed to load resource: the server responded with a status of \d+")
WIDE = """[...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && e.getClientRects().length
        && !e.closest('.cp-scroll, .scroll, [tabindex="0"]') && !e.closest('svg'))
    .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
CONTROLS = """[...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter(e => !e.disabled && e.type !== 'hidden' && e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true})
        && (e.tagName === 'SUMMARY' || !e.closest('details:not([open])')))"""
FOCUSED = """() => { const e = document.activeElement; if (!e || e === document.body) return null;
    const s = getComputedStyle(e), l = e.nextElementSibling ? getComputedStyle(e.nextElementSibling, '::before') : s;
    const seen = x => x.outlineStyle !== 'none' && parseFloat(x.outlineWidth) > 0 || x.boxShadow !== 'none';
    const n = window.__controls.indexOf(e);
    const drawn = e.querySelector('path') && getComputedStyle(e.querySelector('path')).fill === 'rgb(255, 221, 0)';
    return {n, html: e.outerHTML.slice(0, 120),
        seen: drawn || seen(s) || seen(l) || s.backgroundColor === 'rgb(255, 221, 0)'} }"""

MISSED = """reached => window.__controls.filter((e, n) => !reached.includes(n) && e.type !== 'radio')
    .map(e => e.outerHTML.slice(0, 120))"""
VISIBLE = """selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility())
    .map(e => e.outerHTML.slice(0, 120))"""
FONTS = """[...new Set([...document.querySelectorAll('body *')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    .map(e => getComputedStyle(e).fontFamily))]"""
CUT = """[...document.querySelectorAll('main table')].map(t => t.parentElement)
    .filter(d => ['auto', 'scroll', 'hidden'].includes(getComputedStyle(d).overflowX))
    .map(d => d.outerHTML.slice(0, 120))"""


def test_every_name_of_the_urlconf_has_an_address(known):
    """A page that nobody listed would not be tested."""
    assert set(NAMES) <= set(known)


def test_titles_are_unique(site, known):
    """Two pages of one title look alike in a list of tabs or of search results."""
    titles = {}
    for name in (*PAGES, "place-region", "part-gp-practices", "part-quality-of-life", "place-before"):
        text = ask(site, known[name])[0]
        titles.setdefault(re.search(r"<title[^>]*>(.*?)</title>", text)[1], []).append(name)
    assert [names for names in titles.values() if len(names) > 1] == []


def test_it_answers_as_it_should(answers, name):
    expected = (STATES | BARE).get(name, ("", 200))[1]
    assert answers[name][0] == expected


def test_states_that_a_change_opens_are_states():
    assert {*STATES, *BARE} >= OPENED


def test_it_asks_nobody_else_says_nothing_and_sets_nothing(shown, url):
    host = "/".join(url.split("/")[:3])
    assert [asked for asked in shown.asked if not asked.startswith((host + "/", "data:"))] == []
    assert [said for said in shown.messages if not OWN_STATUS.match(said)] == []
    assert shown.page.context.cookies() == []


def test_one_heading_and_a_title_of_its_own(shown):
    assert shown.page.locator("h1").count() == 1
    assert shown.page.title().endswith(" - Careplace")


def test_letters_without_serifs(shown):
    """A browser falls back to serifs where no rule names a font."""
    fonts = shown.page.evaluate(FONTS)
    assert [font for font in fonts if not re.search("Arial|monospace", font)] == []


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_barrier(shown, axe, width):
    # Colours are the same at every width, and take axe half of its time.
    assert barriers(shown.at(width), axe, without=("color-contrast",) if width == 320 else ()) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_it_never_scrolls_sideways(shown, width):
    page = shown.at(width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(WIDE)


def test_letters_of_twice_the_size_fit(shown):
    page = shown.at(1280)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    try:
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, page.evaluate(WIDE)
    finally:
        page.evaluate("document.documentElement.style.fontSize = ''")


def test_the_html_is_valid(found_wrong, name):
    assert found_wrong[name] == []


def test_the_keyboard_reaches_every_control_and_gets_out_again(shown):
    page = shown.at(1280)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    count = page.evaluate(f"(window.__controls = {CONTROLS}).length")
    reached, unseen = set(), []
    for _press in range(count + 5):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        reached.add(focused["n"])
        unseen += [] if focused["seen"] else [focused["html"]]
    else:
        pytest.fail("the focus never leaves the page")
    assert unseen == []
    # One radio button of a group takes the focus; the arrow keys reach the others.
    assert page.evaluate(MISSED, sorted(reached)) == []


def test_the_skip_link_comes_first_and_leads_to_the_content(shown):
    page = shown.at(1280)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_without_script_it_says_the_same(shown, scriptless, url):
    with_script = shown.at(1280).locator("main").inner_text()
    scriptless.goto(url)
    assert steady(scriptless.locator("main").inner_text()) == steady(with_script)


def steady(text: str) -> str:
    """A page's words without the number that each request has, and what only a script can do."""
    return re.sub(r"\b[0-9a-f]{16,32}\b|Copy link\s*", "", text)


def test_printed_the_content_is_whole_and_nothing_to_press_is_there(shown):
    page = shown.at(1280)
    page.emulate_media(media="print")
    assert page.evaluate(VISIBLE, "header, nav, form") == []
    assert page.locator("main").is_visible()
    assert page.evaluate(CUT) == []
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True, tagged=True))) as printed:
        words = len(page.locator("main").inner_text().split())
        assert 1 <= len(printed.pages) <= 3 + words / 60
