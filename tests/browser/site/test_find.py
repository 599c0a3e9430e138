"""The task of a resident on the published data: find a care home near NG31 with a rating of the last three years."""

from datetime import date

import pytest
from tests.browser.test_report import barriers

pytestmark = [pytest.mark.browser, pytest.mark.real]

WIDTHS = {375: ("color-contrast",), 1280: ()}


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def reader(request, chromium, real_site):
    context = chromium.new_context(
        viewport={"width": 375, "height": 800}, java_script_enabled=request.param, base_url=real_site
    )
    yield context.new_page()
    context.close()


def searched(page):
    """The page of care homes near NG31 rated in the last three years, as a reader comes to it from the first page."""
    page.goto("/")
    page.get_by_role("link", name="Find services near a postcode").click()
    page.get_by_label("Postcode or town").fill("ng31")
    page.get_by_label("Kind of service").select_option(label="Care homes")
    page.get_by_label("Rated in").select_option(label="The last 3 years")
    page.get_by_role("button", name="Show").click()
    return page


def test_a_care_home_near_ng31_with_a_rating_of_the_last_three_years(reader, shots):
    page = searched(reader)
    assert page.locator("h1").inner_text() == "Care homes within 5 miles of NG31, rated in the last 3 years"
    names = page.locator(".cp-near__name").all_inner_texts()
    assert names == ["Apple Trees Care & Reablement Centre", "Richard House Care Home"]
    lines = page.locator(".cp-near__item").all_inner_texts()
    assert "Good, 29 October 2025: 6 months old" in lines[0]
    assert "as registered on" not in lines[0]
    page.screenshot(path=shots / "near-ng31-375.png", full_page=True)


def test_a_list_is_kept_and_a_service_taken_off_it(reader, shots):
    page = searched(reader)
    for _service in range(2):
        page.get_by_role("link", name="Add to my list").first.click()
    page.get_by_role("link", name="My list (2)").click()
    page.wait_for_url("**/my-list/**")
    assert page.locator("tbody tr").count() == 2
    page.screenshot(path=shots / "my-list-375.png", full_page=True)
    page.get_by_role("link", name="Take off").first.click()
    assert page.locator("tbody tr").count() == 1
    assert page.context.cookies() == []


def test_ratings_of_the_list_are_no_older_than_asked(reader):
    page = searched(reader)
    page.get_by_role("link", name="Add to my list").first.click()
    page.get_by_role("link", name="My list (1)").click()
    page.wait_for_url("**/my-list/**")  # what follows reads the page at once, whichever it is
    cells = page.locator("tbody td").all_inner_texts()
    assert any(cell == "29 October 2025" for cell in cells)
    assert date(2025, 10, 29) >= date(2023, 5, 29)


@pytest.mark.parametrize(
    "path", ["/near/?q=NG31", "/near/?q=Plymouth&within=20", "/search?q=newport", "/search?q=NG31+6AA"]
)
def test_axe_finds_no_barrier_and_the_page_is_light(chromium, real_site, axe, path, shots):
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    answer = page.goto(real_site + path)
    assert len(answer.body()) <= 150_000
    name = "".join(letter if letter.isalnum() else "-" for letter in path.strip("/"))
    # Colours are the same at every width, and take axe half of its time.
    for width, without in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 900})
        assert barriers(page, axe, without=without) == [], width
        page.screenshot(path=shots / f"{name}-{width}.png")
    context.close()


def test_the_search_box_suggests_names(chromium, real_site):
    context = chromium.new_context(base_url=real_site)
    page = context.new_page()
    page.goto("/")
    page.locator("input[name=q]").press_sequentially("grant")
    page.wait_for_selector("datalist option", state="attached")
    assert page.locator("datalist option").first.get_attribute("value") == "Grantham"
    context.close()


def test_printed_the_list_is_whole_and_nothing_to_press_is_there(chromium, real_site, shots):
    context = chromium.new_context(base_url=real_site)
    page = context.new_page()
    page.goto("/near/?q=NG31&sector=residential-care&rated=3")
    ids = page.locator(".cp-near__name a").evaluate_all(
        "links => links.map(a => a.getAttribute('href').split('/')[2])"
    )
    page.goto("/my-list/?" + "&".join(f"location={id}" for id in ids))
    page.emulate_media(media="print")
    assert page.get_by_role("link", name="Take off").first.is_hidden()
    assert page.get_by_role("button", name="Add").is_hidden()
    page.pdf(path=shots / "my-list.pdf")
    context.close()
