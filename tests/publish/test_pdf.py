"""The report on paper: tagged, whole, the same words as the page, and nothing asked of the network."""

import gc
import html as entities
import io
import logging
import re
import sys
from itertools import pairwise
from pathlib import Path

import pdfua
import pikepdf
import pydyf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.fictional import report

from careplace.figures import Figure
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


def document(body: str, head: str = "") -> str:
    return f'<!DOCTYPE html><html lang="en-GB"><head><title>T</title>{head}</head><body>{body}</body></html>'


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
    findings = [one for one in audited.findings if one.confidence is pdfua.Confidence.CERTAIN]
    assert [(one.rule_id, one.message) for one in findings] == []


def test_what_the_checker_is_unsure_of_is_tested_here(audited):
    """It looks for header cells with a scope; here each cell names its header cells, which the standard allows."""
    assert {one.rule_id for one in audited.findings} <= {"UA-15-003"}


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


def test_every_cell_of_a_table_names_its_header_cells(elements):
    tables = named(elements, "Table")
    assert len(tables) > 20
    for table in tables:
        inside = list(below(table))
        known = {str(cell.ID) for cell in named(inside, "TH")}
        cells = named(inside, "TD")
        assert known
        assert all(cell.A.Headers for cell in cells), "a cell without a header"
        assert {str(name) for cell in cells for name in cell.A.Headers} <= known


def test_heads_of_a_table_stand_on_each_of_its_pages(elements):
    assert all(named(below(table), "THead") for table in named(elements, "Table"))


def test_every_chart_has_a_text_instead(elements, html):
    told = [str(one.Alt) for one in named(elements, "Figure")]
    assert len(told) == html.count('<svg class="chart"') > 3
    assert all(
        text.endswith("The page, the workbook and the files of figures hold its numbers.") for text in told
    )


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
    ("body", "head", "told"),
    [
        ("", "<style>p { colour: red }</style>", "colour"),
        ('<a href="#nowhere">x</a>', "", "nowhere"),
        ('<img src="https://example.org/x.png" alt="x">', "", "disallowed protocol: https"),
        ('<img src="file:///etc/passwd" alt="x">', "", "disallowed protocol: file"),
        ("", '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">', "disallowed protocol: http"),
    ],
)
def test_a_warning_is_a_failure_and_no_address_is_asked(body, head, told):
    with pytest.raises(PaperRefused, match=told):
        pdf.to_pdf(document(body, head))


def test_a_letter_that_no_font_has_is_a_failure_that_says_what_to_install():
    with pytest.raises(PaperRefused, match="fonts-noto") as caught:
        pdf.to_pdf(document("<p>\ue000 \ue000</p><p>\ue000</p>"))
    assert len(caught.value.warnings) == 1, "each warning once"


def test_an_image_in_the_page_itself_is_no_address():
    dot = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/%3E"
    assert pdf.to_pdf(document(f'<img src="{dot}" alt="dot">'))


@pytest.mark.parametrize(
    "missing", [ImportError("no module"), OSError("cannot load library 'libpango-1.0-0'")]
)
def test_what_is_missing_is_named_with_its_package(missing, monkeypatch):
    class Lost:
        def find_spec(self, name, *_rest):
            if name == "weasyprint":
                raise missing

    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Lost(), *sys.meta_path])
    with pytest.raises(PartMissing) as caught:
        pdf.to_pdf(document(""))
    assert str(missing) in str(caught.value)
    assert all(name in str(caught.value) for name in (*pdf.PACKAGES, "--format html,xlsx,json,csv"))


def test_the_tests_install_what_the_message_names():
    script = (Path(__file__).parents[1] / "system-packages").read_text(encoding="utf-8")
    assert [name for name in pdf.PACKAGES if name not in script] == []


def test_it_leaves_the_logger_and_the_collector_as_they_were():
    before = list(logging.getLogger("weasyprint").handlers)
    with pytest.raises(PaperRefused):
        pdf.to_pdf(document('<a href="#nowhere">x</a>'))
    assert logging.getLogger("weasyprint").handlers == before
    assert gc.isenabled()


def test_pages_are_listed_as_pydyf_does_and_no_longer_than_a_pdf_takes():
    made, listing = pydyf.PDF(), pydyf.PDF.page_references
    with pdf._page_references_cached():
        for pages in range(3):
            assert made.page_references == made.page_references == listing.fget(made)
            assert len(made.page_references) == pages
            made.add_page(pydyf.Dictionary({"Type": "/Page"}))
        assert pydyf.PDF().page_references == ()
    assert pydyf.PDF.page_references is listing


@given(st.text(alphabet="ab<>&\"'= -", max_size=12), st.sampled_from(["num", "verbatim", "fixed"]))
def test_only_marks_are_taken_away(text, kind):
    figure = Figure("rating-share", "X08000001", "2021-02-01", text, 0.5, "share", 1, 2)
    marked = str(page.num(figure) if kind == "num" else getattr(page, kind)(text))
    inner = re.fullmatch(r"<\w+[^>]*>(.*)</\w+>", marked, re.DOTALL)[1]
    assert pdf.unmarked(f'<p class="n">{marked}</p>') == f'<p class="n">{inner}</p>'
