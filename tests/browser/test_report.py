"""The report in a real browser: no barriers, valid, readable small, wide, printed and without script."""

import io
import re
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest
from tests.examples import before_release
from tests.publish.fictional import report

from careplace.publish import write

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def barriers(page, axe: str, without: tuple[str, ...] = ()) -> list[str]:
    """What axe finds wrong, by rules but those `without`. It does not list what is right, which takes as long again."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    options = {
        "runOnly": RULES,
        "resultTypes": ["violations"],
        "rules": {rule: {"enabled": False} for rule in without},
    }
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{v['id']}: {v['help']}: {node['html'][:160]}: {node['failureSummary'][:300]}"
        for v in found["violations"]
        for node in v["nodes"]
    ]


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_barrier(open_page, report_file, axe, width):
    assert barriers(open_page(report_file, width), axe) == []


def test_axe_finds_no_barrier_in_a_report_that_has_nothing(open_page, axe, validate, tmp_path):
    empty = {name: [] for name in ("sectors", "locations", "left", "comparators", "dictionary", "notes")}
    [path] = write(report(change_from=None, **empty), tmp_path, ["html"])
    assert barriers(open_page(path), axe) == []
    assert validate(path) == ""


def test_the_page_is_valid_html(report_file, validate):
    assert validate(report_file) == ""


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_never_scrolls_sideways(open_page, report_file, shots, width):
    page = open_page(report_file, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    photograph(page, shots, width)


def photograph(page, shots, width: int, tall: int = 1600) -> None:
    """The first screens, one picture each: Chromium cannot always take a page of 30,000 px in one. To be looked at."""
    if not before_release():
        return
    page.set_viewport_size({"width": width, "height": tall})
    for number in range(12):
        page.evaluate("top => scrollTo(0, top)", number * tall)
        page.screenshot(path=shots / f"report-{width}-{number:02d}.png")


def test_words_of_a_chart_stay_inside_a_narrow_screen(open_page, report_file):
    page = open_page(report_file, 320)
    outside = page.evaluate(
        """[...document.querySelectorAll('svg.chart text')]
        .filter(t => { const r = t.getBoundingClientRect(); return r.left < 0 || r.right > 320 })
        .map(t => t.textContent)"""
    )
    assert outside == []


def test_the_page_asks_for_nothing_but_itself(open_page, report_file):
    page = open_page(report_file)
    assert page.asked == [report_file.as_uri()]


def test_the_page_says_the_same_without_script(open_page, report_file):
    bare = open_page(report_file, java_script_enabled=False)
    told = bare.locator("main").inner_text()
    assert told == open_page(report_file).locator("main").inner_text()
    assert "We cannot tell whether the share rated Good or Outstanding differs" in told
    assert "<script" not in report_file.read_text(encoding="utf-8")


def test_the_skip_link_comes_first_and_every_wide_table_can_be_reached(open_page, report_file):
    page = open_page(report_file, 320)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    unreachable = page.evaluate(
        """[...document.querySelectorAll('table')].map(t => t.parentElement)
        .filter(d => d.tabIndex !== 0 || !document.getElementById(d.getAttribute('aria-labelledby')))
        .map(d => d.id)"""
    )
    assert unreachable == []


def test_headings_descend_one_level_at_a_time(open_page, report_file):
    heads = "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])"
    levels = open_page(report_file).evaluate(heads)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_link_inside_the_page_leads_somewhere(open_page, report_file):
    lost = open_page(report_file).evaluate(
        """[...document.querySelectorAll('a[href^="#"]')]
        .filter(a => !document.getElementById(a.hash.slice(1))).map(a => a.href)"""
    )
    assert lost == []


def test_files_beside_the_page_are_where_its_links_say(open_page, report_file, folder):
    links = open_page(report_file).evaluate(
        "[...document.querySelectorAll('.downloads a')].map(a => a.getAttribute('href'))"
    )
    assert len(links) == 5
    assert all((folder / link).is_file() for link in links)


def test_printed_the_whole_page_is_there_and_table_heads_repeat(open_page, report_file, shots):
    page = open_page(report_file)
    page.emulate_media(media="print")
    assert page.locator("nav").is_hidden()
    printed = page.pdf(prefer_css_page_size=True, tagged=True)
    (shots / "report.pdf").write_bytes(printed)
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        widths = {round(float(sheet.mediabox[2])) for sheet in pdf.pages}
        assert len(pdf.pages) > 8
        assert pdf.Root.Lang == "en-GB"
        assert "/StructTreeRoot" in pdf.Root
    assert len(widths) == 2, "the list of locations stands on landscape pages"
    overflow = page.evaluate(
        "[...document.querySelectorAll('.scroll')].map(d => getComputedStyle(d).overflowX)"
    )
    assert set(overflow) == {"visible"}


def test_a_hostile_name_is_only_a_name(open_page, tmp_path):
    hostile = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
    data = report()
    data.locations[0] |= {"name": hostile, "provider": hostile, "url": "javascript:document.title='taken'"}
    [path] = write(replace(data, place=data.place | {"name": hostile}), tmp_path, ["html"])
    page = open_page(path)
    assert page.locator("main img, main script").count() == 0
    assert page.title().startswith("Quality of care in <script>")
    assert page.locator('a[href^="javascript"]').count() == 0
    assert hostile in page.locator("h1").inner_text()


LIGHT, DARK = "#fff", "#0b0c0c"
LETTERS_ON = {"outstanding": LIGHT, "good": DARK, "requires-improvement": DARK, "inadequate": LIGHT}


@pytest.mark.parametrize("level", LETTERS_ON)
def test_letters_stand_out_from_their_colour(report_file, level):
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    sheet = report_file.read_text(encoding="utf-8")
    ground = re.search(rf"--{level}: (#\w+);", sheet)[1]
    lighter, darker = sorted((luminance(ground), luminance(LETTERS_ON[level])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


@pytest.mark.parametrize("colour", ["#12436D", "#28A197", "#801650", "#F46A25"])
def test_colours_stand_out_from_the_page(colour):
    """WCAG 2.2, 1.4.11: at least 3 to 1."""
    assert 1.05 / (luminance(colour) + 0.05) >= 3


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * d for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
