"""Three tasks on the published data, as a reader goes from the first page: how is care in a place and is it getting better,
the paragraph for the local account, two pages for the board. The fourth, finding a care home, is in test_find.py.

Each is done at the width of a telephone without script and on a desk with it; screenshots and paper are for looking at.
"""

import time

import pikepdf
import pypdfium2
import pytest
from tests.browser.site.conftest import ask
from tests.browser.test_report import barriers

pytestmark = [pytest.mark.browser, pytest.mark.real]

PAGES = {
    "place": "/places/plymouth/2026-05-29/",
    "statement": "/places/coventry/2021-02-01/statement/",
}
HEAVIEST = 150_000
ROWS = ".cp-answer > p"


@pytest.fixture(scope="module", params=[(375, False), (1280, True)], ids=["phone-no-script", "desk"])
def reader(request, chromium, real_site):
    width, script = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 812}, java_script_enabled=script, base_url=real_site
    )
    page = context.new_page()
    page.width = width
    yield page
    context.close()


def searched(page, name: str):
    """The page of a place, as a reader comes to it from the first page's search box."""
    page.goto("/")
    page.locator("input[name=q]").first.fill(name)
    page.get_by_role("button", name="Search").first.click()
    assert page.locator("h1").inner_text().endswith(name)
    return page


def test_how_is_care_in_plymouth_and_is_it_getting_better(reader, shots):
    page = searched(reader, "Plymouth")
    ratings, assessed, compared, moving = page.locator(ROWS).all_inner_texts()[:4]
    assert ratings.startswith(
        "At 1 February 2021, 90% of rated adult social care services (114 of 127) were Good or Outstanding: "
        "no clear difference from England (84%)."
    )
    assert (
        assessed
        == "No assessment of Plymouth’s adult social care by CQC is in the published files used here."
    )
    assert "Better than in England: satisfaction of carers" in compared
    assert "Worse than in England: no further support after reablement" in compared
    assert (
        moving == "No measure shows a clear change for better or worse over the last five years of figures."
    )
    page.screenshot(path=shots / f"task-plymouth-{page.width}.png", full_page=True)


def test_a_number_of_the_answer_is_followed_to_the_published_file(reader):
    page = searched(reader, "Plymouth")
    page.locator(".cp-answer").get_by_role("link", name="satisfaction of carers").click()
    row = page.locator("tr", has=page.locator("#" + page.url.rpartition("#")[2]))
    assert row.is_visible()
    row.get_by_role("link", name="44.8%").click()
    assert "ascof_2024_25.ods" in page.locator("main").inner_text()


def test_the_paragraph_for_the_local_account(reader, shots):
    page = searched(reader, "Coventry")
    page.get_by_role("link", name="a statement on providers, to copy").click()
    text = page.locator(".cp-statement").inner_text()
    assert "78.6% of rated services (114 of 145) were rated Good or Outstanding" in text
    assert "No clear difference from England at any rating." in text
    assert "6.9 percentage points lower (95% interval −14.5 to −0.8)" in text
    page.screenshot(path=shots / f"task-statement-{page.width}.png", full_page=True)
    word = page.context.request.get(page.get_by_role("link", name="Word").get_attribute("href"))
    assert word.ok
    assert word.body()[:2] == b"PK"


def test_two_pages_for_the_board(reader, shots):
    page = searched(reader, "Coventry")
    address = page.get_by_role("link", name="Brief, two pages (PDF)").get_attribute("href")
    path = shots / "task-brief.pdf"
    path.write_bytes(report(page.context.request, address))
    with pikepdf.open(path) as brief:
        assert len(brief.pages) == 2
    text = drawn(path, shots)
    for heading in (
        "Headline figures",
        "What is strong",
        "What is weak",
        "What is moving",
        "What is unknown",
    ):
        assert heading in text
    assert "Control over daily life: 82.2% in 2024-25; better than in England" in text


def report(requests, address: str) -> bytes:
    """A report's file, requested until it is there, as the page that waits for it does."""
    until = time.monotonic() + 120
    while (answer := requests.get(address)).status == 202 and time.monotonic() < until:
        time.sleep(0.5)
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def drawn(path, shots) -> str:
    """The words of a PDF, whose pages go among the screenshots."""
    with pypdfium2.PdfDocument(path) as document:
        for number, sheet in enumerate(document, 1):
            sheet.render(scale=1.3).to_pil().save(shots / f"{path.stem}-{number}.png")
        return " ".join(sheet.get_textpage().get_text_range() for sheet in document).replace("\r\n", " ")


@pytest.fixture(scope="module", params=PAGES)
def shown(request, chromium, real_site):
    """A page of a task on a desk: (page, its answer, its name)."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page = context.new_page()
    yield page, page.goto(real_site + PAGES[request.param]), request.param
    context.close()


def test_axe_finds_no_barrier_and_the_page_is_light(shown, axe):
    page, answer, _name = shown
    assert len(answer.body()) <= HEAVIEST
    for width, without in ((1280, ()), (375, ("color-contrast",))):
        page.set_viewport_size({"width": width, "height": 812})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert barriers(page, axe, without=without) == []


def test_the_html_is_valid(real_site, validate, tmp_path):
    for name, address in PAGES.items():
        (tmp_path / f"{name}.html").write_text(ask(real_site, address)[0], encoding="utf-8")
    assert validate(*tmp_path.glob("*.html")) == ""


def test_on_paper_nothing_to_press_is_there(shown, shots):
    page, _answer, name = shown
    page.emulate_media(media="print")
    for text in ("Download", "Reports", "link to this chart", "Compare with"):
        for line in page.locator("main").get_by_text(text, exact=True).all():
            assert line.is_hidden(), text
    path = shots / f"task-{name}.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    assert page.locator("h1").inner_text().rpartition("\n")[2] in drawn(path, shots)
