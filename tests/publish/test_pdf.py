"""The report on paper: tagged, whole, the same words as the page, and nothing asked of the network."""

import html as entities
import io
import re
from itertools import pairwise
from pathlib import Path

import pdfua
import pikepdf
import pypdfium2
import pytest
from tests.publish.fictional import report

from careplace.publish import Content, PaperRefused, PartMissing, page, pdf


@pytest.fixture(scope="module")
def html():
    return page.render(Content(report(scale=0.3)), paper=True)


@pytest.fixture(scope="module")
def paper(html):
    with pikepdf.open(io.BytesIO(pdf.to_pdf(html))) as opened:
        yield opened


@pytest.fixture(scope="module")
def elements(paper):
    """Every element of the structure tree, in reading order."""
    return list(below(paper.Root.StructTreeRoot))


def below(node):
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from below(kid)


def named(elements, *names):
    return [one for one in elements if str(one.S)[1:] in names]


def words(text: str) -> str:
    text = re.sub(r"<(style|svg|title)\b.*?</\1>", " ", text, flags=re.DOTALL)
    return " ".join(entities.unescape(re.sub("<[^>]+>", " ", text)).split())


def document(body: str) -> str:
    return f'<!DOCTYPE html><html lang="en-GB"><head><title>T</title></head><body>{body}</body></html>'


def test_it_says_what_it_is(paper):
    assert paper.Root.Lang == "en-GB"
    assert paper.docinfo["/Title"] == "Quality of care in Marrowdale: data report"
    assert paper.docinfo["/Author"] == "Careplace"
    assert paper.Root.ViewerPreferences.DisplayDocTitle
    assert paper.Root.MarkInfo.Marked
    assert paper.open_metadata()["pdfuaid:part"] == "1"


@pytest.fixture(scope="module")
def audited(html, tmp_path_factory):
    written = tmp_path_factory.mktemp("paper") / "report.pdf"
    written.write_bytes(pdf.to_pdf(html))
    return pdfua.validate(str(written))


def test_the_rules_of_pdf_ua_that_the_checker_covers_find_nothing(audited):
    assert [(one.rule_id, one.message) for one in audited.findings] == []


def test_the_checker_leaves_out_empty_headings_which_are_tested_here(audited, html):
    assert {one.rule_id for one in audited.skipped} <= {"UA-14-001"}
    assert not re.search(r"<h([1-6])[^>]*>\s*</h\1>", html)


def test_headings_descend_one_level_at_a_time(elements):
    levels = [int(str(one.S)[2]) for one in named(elements, "H1", "H2", "H3", "H4", "H5")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_each_heading_below_the_title_is_a_bookmark(paper, elements):
    def count(items):
        return sum(1 + count(item.children) for item in items)

    with paper.open_outline() as outline:
        assert [item.title for item in outline.root][:3] == [
            "Summary of findings",
            "About this place",
            "Reading the data",
        ]
        assert count(outline.root) == len(named(elements, "H2", "H3", "H4", "H5"))


def test_every_cell_of_a_table_has_a_head_of_its_column_and_of_its_row(elements):
    tables = named(elements, "Table")
    assert len(tables) > 20
    for table in tables:
        (heads,) = named(below(table), "THead")
        assert {scope(cell) for cell in named(below(heads), "TH")} == {"/Column"}
        rows = [row for body in named(below(table), "TBody") for row in named(below(body), "TR")]
        kinds = [[str(cell.S)[1:] for cell in row.K] for row in rows]
        assert kinds == [["TH"] + ["TD"] * (len(row.K) - 1) for row in rows]
        assert {scope(row.K[0]) for row in rows} == {"/Row"}


def scope(cell) -> str:
    return next(str(attributes.Scope) for attributes in cell.A if "/Scope" in attributes)


def test_heads_of_a_table_stand_on_each_of_its_pages(elements):
    assert all(named(below(table), "THead") for table in named(elements, "Table"))


def test_every_chart_has_a_text_instead(elements, html):
    told = [str(one.Alt) for one in named(elements, "Figure")]
    assert len(told) == html.count('<svg class="chart"') > 3
    assert told == [
        entities.unescape(title) for title in re.findall(r"<title>(.*?)</title>", charts_of(html))
    ]
    assert all(
        text.endswith("The page, the workbook and the files of figures hold its numbers.") for text in told
    )


def charts_of(html: str) -> str:
    return "".join(re.findall(r'<svg class="chart".*?</svg>', html, re.DOTALL))


def test_links_say_where_they_lead(paper):
    links = [note for sheet in paper.pages for note in sheet.get("/Annots", []) if note.Subtype == "/Link"]
    assert len(links) > 50
    assert all(str(note.Contents) for note in links)
    assert all("/StructParent" in note for note in links)


def test_pages_stand_upright(paper):
    assert all(float(sheet.mediabox[2]) < float(sheet.mediabox[3]) for sheet in paper.pages)


def test_letters_come_with_the_file(paper):
    fonts = [font for sheet in paper.pages for font in sheet.Resources.get("/Font", {}).values()]
    assert fonts
    assert all(
        "/FontFile2" in f.DescendantFonts[0].FontDescriptor
        or "/FontFile3" in f.DescendantFonts[0].FontDescriptor
        for f in fonts
    )


def test_paper_says_nothing_that_the_page_does_not_say(html):
    """It leaves out what page and workbook hold better, and puts no other number, name or finding in its place."""
    told, on_paper = marked(page.render(Content(report(scale=0.3)))), marked(html)
    assert on_paper <= told
    assert len(on_paper) > len(told) / 3


def marked(html: str) -> set[tuple[str, str]]:
    """(mark, words) of every figure, cell of the register and sentence."""
    found = re.findall(r'data-(?:figure|field)="([^"]*)"[^>]*>([^<]*)<', html)
    sentences = re.findall(r"<li>(.*?)</li>", re.search(r'<ul class="findings">.*?</ul>', html, re.DOTALL)[0])
    return set(found) | {("said", words(sentence)) for sentence in sentences}


@pytest.mark.parametrize(
    "left_out",
    ["To trace a number here", "List of charts", "-mixes", "-levels", 'data-field="location_id"', "SHA"],
)
def test_paper_leaves_out_what_the_page_and_the_workbook_hold_better(html, left_out):
    full = page.render(Content(report(scale=0.3)))
    assert left_out in full
    assert left_out not in html


def test_every_location_is_on_paper_with_its_ratings(html):
    rows = re.findall(r'<tr data-location="([^"]*)">(.*?)</tr>', html, re.DOTALL)
    assert {location for location, _row in rows} == {
        row["location_id"] for row in report(scale=0.3).locations
    }
    assert all(row.count('data-field="overall"') == 1 for _location, row in rows)


@pytest.mark.parametrize(
    "data",
    [
        {
            "change_from": None,
            "sectors": [],
            "locations": [],
            "left": [],
            "comparators": [],
            "dictionary": [],
            "notes": [],
        },
        {"place": {"code": "X08000001", "name": "<b>&\"'\\ Ŵéîrd", "kind": "council"}},
    ],
)
def test_other_reports_have_nothing_to_warn_of(data):
    assert pdf.to_pdf(page.render(Content(report(scale=0.1, **data)), paper=True)).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<a href="#nowhere">x</a>', "nowhere"),
        ('<p id="x">1</p><p id="x">2</p><a href="#x">x</a>', "multiple times"),
        ('<a href="file:///etc/passwd">x</a>', "file:///etc/passwd"),
        ('<a href="javascript:alert(1)">x</a>', "javascript"),
        ("<blink>x</blink>", "'blink' has no form on paper"),
        ("<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>", "its head"),
        ('<p>x</p><svg class="chart" width="10" height="10"><rect width="5" height="5"/></svg>', "alt"),
        ('<svg width="10" height="10"><title>T</title><rect></svg>', "SVG"),
        ('<h1>One</h1><h3 id="x">Three</h3>', "skip"),
    ],
)
def test_what_paper_cannot_show_is_refused_with_its_name(body, told):
    with pytest.raises(PaperRefused, match=told):
        pdf.to_pdf(document(body))


def test_no_file_and_no_address_is_read():
    """Published words that look like Typst's own code are words, and nothing else of a page can name a file."""
    words = '#import "@preview/x:1.0.0" #read("/etc/passwd") \\ $x$ ]) " \\u{41} //'
    assert words in text_of(pdf.to_pdf(document(f"<h1>T</h1><p>{entities.escape(words)}</p>")))


def text_of(document: bytes) -> str:
    pages = pypdfium2.PdfDocument(document)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def test_every_word_of_the_page_is_on_paper(html):
    """Tables may be broken over pages, where their heads and those of pages come between: so words, not sentences."""
    on_paper = "".join(text_of(pdf.to_pdf(html)).split())
    body = html[html.index("<h1>") :]
    assert [word for word in words(body).split() if word not in on_paper] == []


def test_the_same_page_gives_the_same_bytes(html):
    assert pdf.to_pdf(html) == pdf.to_pdf(html)


def test_a_letter_that_no_font_has_is_a_failure_that_says_what_to_install():
    with pytest.raises(PaperRefused, match="fonts-noto") as caught:
        pdf.to_pdf(document("<h1>T</h1><p>\u4e00 \u4e00</p><p>\u4e00</p>"))
    assert len(caught.value.warnings) == 1, "each warning once"


def test_a_font_that_is_missing_is_named_with_its_package(monkeypatch):
    monkeypatch.setattr(pdf, "FONTS", ("Nobody Sans", "No Sans"))
    with pytest.raises(PartMissing) as caught:
        pdf.to_pdf(document("<h1>T</h1>"))
    assert all(
        name in str(caught.value) for name in (*pdf.FONTS, *pdf.PACKAGES, "--format html,xlsx,json,csv")
    )


def test_the_tests_install_what_the_message_names():
    script = (Path(__file__).parents[1] / "system-packages").read_text(encoding="utf-8")
    assert [name for name in pdf.PACKAGES if name not in script] == []
