"""The five public documents that Careplace began with, and reports on real places, under the checker."""

from pathlib import Path

import pytest
from tests.claims.examples import BEFORE

from careplace.claims import FAULTS, Grade, check, check_text, read_document, read_text
from careplace.editions.made_from import made_from
from careplace.measures.providers.profile import profile
from careplace.measures.providers.report import report_data
from careplace.publish.content import Content
from careplace.publish.page import render

pytestmark = pytest.mark.real

PLACES = (
    "E08000026",
    "E06000018",
    "E08000004",
    "E10000019",
    "E06000017",
    "E09000023",
    "E08000012",
    "E10000003",
)


@pytest.fixture(scope="module")
def documents(real_data) -> dict[str, Path]:
    """The public documents by their number."""
    folder = real_data.parent / "reference" / "source-documents"
    if not folder.is_dir():
        pytest.skip(f"no public documents in {folder}")
    return {path.name[:3]: path for path in sorted(folder.glob("*.txt"))}


@pytest.mark.parametrize("number", ["000", "001", "002"])
def test_texts_without_claims_of_number_have_no_findings(documents, number):
    assert check(read_document(documents[number])) == []


def test_coventry_2022_23_by_itself(documents):
    found = check(read_document(documents["003"]))
    faults = {finding.says: finding for finding in found if finding.grade in FAULTS}
    assert set(faults) == {
        "4 of 147 is 2.7%, not 2.3%",
        "the printed shares sum to 99.6%, further from 100% than rounding can bring them",
    }
    assert str(faults["4 of 147 is 2.7%, not 2.3%"].position) == "line 12, column 5"
    untold = [finding.quote for finding in found if finding.grade is Grade.UNCHECKABLE]
    assert "slightly below national averages" in untold
    assert "fare well in comparison to neighbouring authorities" in untold
    assert "higher than average" in untold


def test_coventry_2022_23_against_the_year_before(documents):
    """Issue: "small reduction in Good" is true of the share only; +7.88 points is not slight; z = −0.99 holds."""
    found = check(read_document(documents["003"]), before=read_text(BEFORE))
    misleading = [finding.says for finding in found if finding.grade is Grade.MISLEADING]
    assert misleading == [
        "“reduction” in Good is true of the share only: the count rose, the share fell",
        "“increase” in Outstanding is true of the count only: the count rose, the share fell",
        "Requires improvement: +7.88 percentage points is not slight",
    ]
    worked = " ".join(finding.working for finding in found)
    assert "+18 in count, −5.15 percentage points in share" in worked
    assert "+1 in count, −0.14 percentage points in share" in worked
    holds = {finding.quote: finding.working for finding in found if finding.grade is Grade.HOLDS}
    assert "(78.8%) to 108 of 147 (73.5%)" in holds["not changed significantly"]
    assert "z = −0.99" in holds["not changed significantly"]


def test_nottingham_2016_gives_nothing_to_test_with(documents):
    """Vector T20: 5.8%, "more than 7,000 people" and "almost three-quarters" come without a base or the others."""
    found = check(read_document(documents["004"]))
    assert [(finding.grade, finding.quote) for finding in found] == [
        (Grade.UNCHECKABLE, "higher than any other of the nation’s ‘core cities’"),
        (Grade.UNCHECKABLE, "among the highest in the country"),
        (Grade.UNCHECKABLE, "almost three-quarters"),
        (Grade.UNCHECKABLE, "year-on-year increase"),
    ]
    assert "A count (7,000) also needs how many could have been counted" in found[1].says


def test_the_edition_says_that_it_has_no_figures_of_march_2023(reader, documents):
    found = check(read_document(documents["003"]), reader)
    (told,) = [finding for finding in found if finding.check == "a figure of the edition"]
    assert told.grade is Grade.UNCHECKABLE
    assert "latest figures of Coventry by then are of 2021-02-01" in told.says


def test_a_share_of_the_real_edition(reader):
    """Coventry, 1 February 2021: 109 of 145 adult social care locations were rated Good (75.2%)."""
    text = "At 1 February 2021, {} of adult social care locations in Coventry were rated Good."
    assert check_text(text.format("75.2%"), reader) == []
    (wrong,) = check_text(text.format("78.6%"), reader)
    assert wrong.says == "at 2021-02-01 the edition has 109 of 145 (75.2%) rated Good"


@pytest.mark.parametrize("code", PLACES)
def test_reports_on_real_places_pass_their_own_check(edition, reader, code):
    found = profile(reader, reader.gazetteer.areas[code], against=None)
    html = render(Content(report_data(reader, found, made_from(edition))))
    assert [finding for finding in check_text(html) if finding.grade in FAULTS] == []
