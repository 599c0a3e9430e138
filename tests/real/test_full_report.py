"""Data reports and briefs of real places, each written in every format from an edition of all that is published."""

import csv
import io
import re
import warnings

import openpyxl
import pikepdf
import pytest
from csvw import TableGroup
from tests.kinds import some
from tests.publish.test_data_report import part, text

from careplace.cli.report import told_of
from careplace.measures.report import CHAPTERS
from careplace.publish import Content, disagreements, opendata, page, pdf, workbook

pytestmark = pytest.mark.real

PLACES = {
    "Coventry": ("england", "west-midlands"),
    "Nottingham": ("england", "core-cities"),
    "Plymouth": None,
    "Salford": None,
    "Tameside": ("england", "neighbours"),
    "North Lincolnshire": None,
}
# One with comparators and one without: those of other councils differ in their numbers.
TRIED = ("Coventry", "Plymouth")
# A council's page must load on a telephone.
LARGEST = 1_500_000


class WhenFirstUsed(dict):
    """A dictionary whose values are calculated from their keys when they are first used."""

    def __init__(self, value):
        self.value = value

    def __missing__(self, key):
        self[key] = self.value(key)
        return self[key]


@pytest.fixture(scope="module")
def contents(edition):
    return WhenFirstUsed(lambda name: Content(told_of(edition, name, against=PLACES[name])))


@pytest.fixture(scope="module")
def pages(contents):
    return WhenFirstUsed(lambda name: page.render(contents[name]))


@pytest.mark.parametrize("place", some(PLACES, TRIED))
def test_every_chapter_tells_something(contents, pages, place):
    for chapter in ("providers", "populations", "system", "voices"):
        assert "Nothing is shown" not in part(pages[place], chapter)
        assert len(part(pages[place], chapter)) > 200
    said = part(pages[place], "summary")
    assert re.search(r"(Better|Worse) than in England: ", said)
    assert "This edition has no public table of: " in said
    assert contents[place].outcomes.gaps is not None


@pytest.mark.parametrize("place", some(PLACES, TRIED))
def test_better_and_worse_are_said_only_where_an_interval_excludes_zero(contents, place):
    for section in contents[place].told:
        for one in section.outcomes:
            for group in contents[place].against:
                difference, word = one.difference(group.key), one.verdict(group.key)
                if word in ("better", "worse", "higher", "lower"):
                    assert difference.lower95 > 0 or difference.upper95 < 0
                    way = "high" if difference.value > 0 else "low"
                    assert (word == "better") == (one.measure.polarity == way)


@pytest.mark.parametrize("place", some(PLACES, TRIED))
def test_a_page_is_light_and_its_anchors_stand(pages, place):
    html = pages[place]
    assert len(html.encode()) < LARGEST
    anchors = re.findall(r'\sid="([^"]+)"', html)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(anchors)


@pytest.mark.parametrize("place", some(PLACES, TRIED))
def test_what_a_reader_must_know_is_said(contents, pages, place):
    html = text(pages[place])
    assert "cannot be used to make judgements about how effective local authorities are" in html
    assert "No interviews or focus groups have been gathered." in html
    assert "Judgements: none is recorded." in html
    for one in (one for section in contents[place].told for one in section.outcomes if one.measure.modelled):
        assert " ".join(one.measure.modelled.split()) in html


def test_any_figure_of_a_page_that_is_changed_is_found(contents, pages):
    html, content = pages["Plymouth"], contents["Plymouth"]
    told = re.findall(r'<data data-figure="(ascof[^"]+)" [^>]*>([^<]*\d)</data>', html)
    assert len(told) > 50
    for id, shown in told[::25]:
        wrong = html.replace(f">{shown}</data>", f">{shown[:-1]}7{shown[-1]}</data>", 1)
        assert disagreements(wrong, content), id


@pytest.mark.parametrize("place", some(PLACES, TRIED))
def test_the_brief_has_two_pages(contents, place):
    html = page.render(contents[place], template="brief.html", paper=True)
    with pikepdf.open(io.BytesIO(pdf.to_pdf(html))) as paper:
        assert len(paper.pages) == 2
        assert paper.docinfo["/Title"] == f"Quality of care in {contents[place].name}: brief"


def test_paper_is_whole_and_its_chapters_are_marked(contents):
    with pikepdf.open(io.BytesIO(pdf.to_pdf(page.render(contents["Coventry"], paper=True)))) as paper:
        assert paper.Root.MarkInfo.Marked
        with paper.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert [title for title in titles if title[:1].isdigit()] == [
        "1 Providers", "2 Populations and their experience", "3 System", "4 What people say",
    ]  # fmt: skip


def test_the_workbook_has_a_sheet_for_each_section_and_the_figures_exact(contents):
    content = contents["Coventry"]
    book = openpyxl.load_workbook(io.BytesIO(workbook.to_xlsx(content)), read_only=True)
    for section in content.told:
        if section.outcomes:
            [label] = [name for name in book.sheetnames if section.title.startswith(name)]
            rows = list(book[label].iter_rows(values_only=True))
            values = {row[-1]: row[4] for row in rows if row[-1] in content.figures}
            known = {one.latest.id: one.latest.value for one in section.outcomes}
            assert values == pytest.approx(known, rel=1e-14)
    assert {"Outcomes compared", "Outcomes over time", "Missing measures"} <= set(book.sheetnames)
    book.close()


def test_csv_on_the_web_is_valid_and_holds_every_figure(contents, tmp_path):
    content = contents["Plymouth"]
    for name, words in opendata.csv_files(content).items():
        (tmp_path / name).write_bytes(words.encode())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        group = TableGroup.from_file(tmp_path / "csv-metadata.json")
    group.check_referential_integrity()
    with (tmp_path / "figures.csv").open(encoding="utf-8", newline="") as file:
        assert {row["id"] for row in csv.DictReader(file)} == set(content.figures)
    with (tmp_path / "measures.csv").open(encoding="utf-8", newline="") as file:
        measures = {row["id"] for row in csv.DictReader(file)}
    assert {one.latest.measure for section in content.told for one in section.outcomes} <= measures


def test_delays_of_plymouth_are_told_as_of_their_time(edition):
    """Delayed transfers were published until 2019: to a reader of that year they are not of long ago."""
    from datetime import date

    content = Content(told_of(edition, "Plymouth", date(2020, 1, 31)))
    html = page.render(content)
    assert "No snapshot on or before 2020-01-31 covers Plymouth" in part(html, "providers")
    flow = content.outcomes.section("flow")
    assert flow.newest
    assert not flow.old
    assert "Delayed days by year" in part(html, "system")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_chapter_stands_alone(edition, chapter):
    content = Content(told_of(edition, "Tameside", chapters=(chapter,)))
    html = page.render(content)
    assert [one.key for one in content.parts] == [chapter]
    chapters = {section.chapter for section in content.outcomes.sections} if content.outcomes else set()
    assert chapters <= {chapter, "populations"}
    assert part(html, chapter)
