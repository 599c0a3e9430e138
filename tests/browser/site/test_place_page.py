"""The page of a place on a telephone: the first screen is the answer, pictures come before tables, and it is short."""

import re

import pytest
from tests.browser.site.conftest import ask

pytestmark = pytest.mark.browser

PHONE = {"width": 375, "height": 812}
MOST_SCREENS = 8
BOTTOM = "selector => document.querySelector(selector).getBoundingClientRect().bottom + scrollY"
TOP = "selector => document.querySelector(selector).getBoundingClientRect().top + scrollY"
LONGEST = 150_000


@pytest.fixture(scope="module")
def phone(chromium, site):
    slugs = re.findall(r'href="(/places/[^"/]+/)">', ask(site, "/")[0])
    pages = (ask(site, slug)[1] for slug in slugs)
    # The smallest councils have too few rated services for a chart of shares.
    council = next(page for page in pages if 'id="mix"' in ask(site, page)[0])
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(site + council)
    yield page
    context.close()


def test_the_first_screen_is_the_answer(phone):
    """The name, three sentences and the mix of ratings; the whole chart is at most a thumb's move below."""
    assert phone.evaluate(BOTTOM, "h1") < PHONE["height"] / 3
    assert phone.locator(".cp-answer > p").count() == 4
    assert phone.evaluate(TOP, ".cp-answer figure") < PHONE["height"]


def test_pictures_come_before_tables(phone):
    order = [
        phone.evaluate(TOP, selector) for selector in (".cp-answer svg", ".panels", "#providers", "#dates")
    ]
    assert order == sorted(order)
    assert phone.locator("main table").first.is_visible() is False


def test_it_is_at_most_eight_screens(phone):
    assert phone.evaluate("document.documentElement.scrollHeight") <= MOST_SCREENS * PHONE["height"]


def test_a_link_to_a_measure_opens_its_section(phone):
    link = phone.locator(".panels h3 a").first
    target = link.get_attribute("href")
    assert not phone.locator(target).is_visible()
    link.click()
    phone.locator(target).wait_for(state="visible")
    phone.evaluate("document.querySelectorAll('details.cp-fold').forEach(e => e.open = false)")


def test_every_entry_of_the_contents_is_on_the_page(phone):
    for link in phone.locator(".cp-contents a").all():
        assert phone.locator(link.get_attribute("href")).count() == 1


def test_folded_sections_are_printed(phone):
    phone.emulate_media(media="print")
    assert phone.locator("#section-quality-of-life table").first.is_visible()
    phone.emulate_media(media="screen")


def test_it_weighs_little(phone):
    assert len(phone.content().encode()) < LONGEST
