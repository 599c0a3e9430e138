"""Reports on real places as PDF and as workbooks: nothing to warn of, every location on paper, every figure in its row."""

import io
import re

import openpyxl
import pikepdf
import pytest

from careplace.cli.place import profile_of
from careplace.editions.made_from import made_from
from careplace.measures.providers.report import report_data
from careplace.publish import Content, page, pdf, workbook

pytestmark = pytest.mark.real

# One with change, beds and key questions, one with comparators, one with a single location.
PLACES = {"E08000004": (), "E08000026": ("england", "region", "neighbours"), "E06000053": ("england",)}


@pytest.fixture(scope="module")
def contents(edition, reader):
    made = made_from(edition)
    profiles = {code: profile_of(reader, code, None, against) for code, against in PLACES.items()}
    return {code: Content(report_data(reader, one, made)) for code, one in profiles.items()}


@pytest.mark.parametrize("place", PLACES)
def test_paper_is_whole_and_tagged(contents, place):
    content = contents[place]
    with pikepdf.open(io.BytesIO(pdf.to_pdf(page.render(content, paper=True)))) as paper:
        leads = {
            str(note.A.URI)
            for sheet in paper.pages
            for note in sheet.get("/Annots", [])
            if "/URI" in note.get("/A", {})
        }
        assert {row["url"] for row in content.locations} <= leads
        assert paper.docinfo["/Title"] == content.title
        assert paper.Root.MarkInfo.Marked


@pytest.mark.parametrize("place", PLACES)
def test_the_workbook_holds_every_location_and_figure(contents, place):
    content = contents[place]
    book = openpyxl.load_workbook(io.BytesIO(workbook.to_xlsx(content)), read_only=True)
    told = {name: list(book[name].iter_rows(values_only=True)) for name in book.sheetnames}
    ids = {row[0] for row in told["Locations"] if re.fullmatch(r"1-\d+|[A-Z0-9]{3,8}", str(row[0]))}
    assert ids == {row["location_id"] for row in content.locations}
    values = {row[0]: row[5] for row in told["All figures"] if row[0] in content.figures}
    known = {name: figure.value for name, figure in content.figures.items() if figure.value is not None}
    assert {name: values[name] for name in known} == pytest.approx(known, rel=1e-14)
    book.close()
