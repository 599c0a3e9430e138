"""The statement of a place: its sentences by what is known, its numbers by their figures, and its three files."""

import io
import re
from dataclasses import replace
from datetime import date

import docx
import pytest
from tests.publish.sentences import LONGEST, sentences_of

from careplace.claims import FAULTS, check_text
from careplace.editions.opening import open_edition
from careplace.measures.providers.profile import NotCovered
from careplace.measures.reader import Reader
from careplace.measures.tracing import trace
from careplace.places.area import GROUP_KINDS, UnknownPlace
from careplace.publish import statement as statements
from careplace.publish.checking import ReportRefused
from careplace.publish.statement import files, name_of, statement_of, write_statement

EDITION = {"id": "demonstration", "made_from": []}
NOW, BEFORE = date(2026, 9, 1), date(2025, 9, 1)


@pytest.fixture(scope="module")
def reader(demo_home):
    with open_edition(demo_home) as edition:
        yield Reader(edition.engine, edition.folder, edition.gazetteer)


def area_of(reader, kind):
    """The place of a kind with the most rated services, where there is enough of everything."""
    rated = {
        f.place: f.value
        for f in reader.figures(reader.gazetteer.areas, NOW, "adult-social-care/overall/locations")
        if f.measure == "rated"
    }
    areas = [a for a in reader.gazetteer.areas.values() if a.kind == kind and a.stands() and a.code in rated]
    return max(areas, key=lambda area: rated[area.code])


@pytest.fixture(scope="module")
def council(reader):
    return area_of(reader, "council")


@pytest.fixture(scope="module")
def region(reader):
    return area_of(reader, "region")


def markdown(reader, area, **options) -> str:
    return files(statement_of(reader, area, EDITION, **options), ("md",))["md"].decode()


def part(text: str, heading: str) -> str:
    return text.split(f"## {heading}\n")[1].split("\n## ")[0]


def test_it_says_the_mix_its_change_and_the_comparison(reader, region):
    text = markdown(reader, region, against=("england",))
    assert re.findall(r"^## (.*)$", text, re.M) == [
        "The mix of ratings",
        "Change",
        "Compared with other places",
        "Age of the ratings",
        "What these figures cannot show",
        "Who is compared",
        "Where each number comes from",
    ]
    assert text.startswith(f"# Working with providers: {region.name}\n")
    assert len(re.findall(r"^- (?:Outstanding|Good|Requires improvement|Inadequate): \d+", text, re.M)) >= 4
    assert "Over twelve months, from 1 September 2025 to 1 September 2026, " in part(text, "Change")
    assert "had a better rating" in part(text, "Change")


def test_the_change_of_each_level_is_the_difference_of_the_two_registers(reader, region):
    statement = statement_of(reader, region, EDITION)
    for change in statement.movements:
        counts = {
            day: trace(
                reader,
                f"rating-count/{region.code}/{day}/adult-social-care/overall/locations/{change.count.breakdown.split('/')[1]}",
            ).figure.value
            for day in (BEFORE, NOW)
        }
        assert change.count.value == counts[NOW] - counts[BEFORE]
    assert [change.level for change in statement.movements] == [
        "Outstanding",
        "Good",
        "Requires improvement",
        "Inadequate",
    ]


def test_registers_years_apart_are_said_to_be(reader, region):
    text = part(markdown(reader, region, as_at=BEFORE), "Change")
    assert "Over four years, from 1 February 2021 to 1 September 2025, " in text
    assert "twelve months before is in this edition. The nearest earlier one is from 1 February 2021." in text
    five = part(markdown(reader, region, months=60), "Change")
    assert "Over five years, from 1 February 2021 to 1 September 2026, " in five
    assert "No register from about" not in five


def test_without_an_earlier_register_it_says_why_there_is_no_change(reader, region):
    text = markdown(reader, region, as_at=date(2021, 2, 1))
    assert "No change is given: no earlier register in this edition covers" in part(text, "Change")
    assert ": no change is shown" not in text
    assert "is the latest in this edition" not in text


def test_few_services_are_counted_and_nothing_is_compared(reader):
    rated = {
        a.code: statement_of(reader, a, EDITION)
        for a in reader.gazetteer.areas.values()
        if a.kind == "council" and a.stands()
    }
    few = next(s for s in rated.values() if 0 < s.rated < 10)
    text = files(few, ("md",))["md"].decode()
    said = text.split("## Where each")[0]
    assert "Fewer than ten services are rated" in said
    assert "%" not in said
    assert "Compared with" not in said


def test_a_sector_that_the_place_has_not_is_said_to_have_no_rating(reader):
    area, sector = next(
        (area, key)
        for area in reader.gazetteer.areas.values()
        if area.kind == "council" and area.stands()
        for key in ("mental-health", "hospitals", "extra-care")
        if statement_of(reader, area, EDITION, sector=key).sector is None
    )
    text = markdown(reader, area, sector=sector)
    assert "No service of this kind in" in text
    assert "## Change" not in text


def test_every_number_is_a_figure_of_the_table_that_can_be_traced(reader, region):
    text = markdown(reader, region)
    ids = re.findall(r"\| ([\w-]+/[^ |]+) \|", text)
    assert len(ids) == len(set(ids)) > 20
    for id in ids[::5]:
        assert trace(reader, id).figure.id == id
    statement = statement_of(reader, region, EDITION)
    html = statements.render(statement)
    assert set(re.findall(r'data-figure="([^"]+)"', html)) == set(ids)


def test_a_number_that_is_not_its_figure_is_refused(reader, region, monkeypatch):
    monkeypatch.setattr(statements.page, "faults", lambda _html: [])
    statement = statement_of(reader, region, EDITION)
    id = f"rated/{region.code}/{NOW}/adult-social-care/overall/locations"
    figure = statement.content.figures[id]
    html = statements.render(statement)
    statement.content.figures[id] = replace(figure, value=figure.value + 1)
    wrong = statements.disagreements(html, statement.content)
    assert [found.claim for found in wrong if id in found.claim]


def test_a_sentence_that_the_checker_finds_wrong_is_refused(reader, region, monkeypatch):
    text = "Good: 3 (50.0%), Outstanding: 3 (10.0%), Requires improvement: 0, Inadequate: 0"
    faults = statements.page.faults
    monkeypatch.setattr(statements.page, "faults", lambda _html: faults(f"<p>{text}</p>"))
    with pytest.raises(ReportRefused):
        statements.render(statement_of(reader, region, EDITION))


@pytest.mark.parametrize("kind", ["council", *GROUP_KINDS])
def test_no_sentence_is_long_and_the_checker_finds_nothing_wrong(reader, kind):
    areas = [a for a in reader.gazetteer.areas.values() if a.kind == kind]
    tried = 0
    for area in areas:
        for months in (12, 60):
            try:
                text = markdown(reader, area, months=months)
            except NotCovered:
                continue
            assert [s for s in sentences_of(text) if len(s.split()) > LONGEST] == []
            assert [f for f in check_text(text, reader) if f.grade in FAULTS] == []
            tried += 1
    assert tried or not areas


def test_the_three_files_say_the_same(reader, region):
    statement = statement_of(reader, region, EDITION)
    made = files(statement)
    assert list(made) == ["md", "docx", "html"]
    assert made == files(statement)
    text = re.sub(r"\\(.)", r"\1", made["md"].decode())
    document = docx.Document(io.BytesIO(made["docx"]))
    assert all(paragraph.text in text for paragraph in document.paragraphs)
    assert all(cell.text in text for table in document.tables for row in table.rows for cell in row.cells)
    assert document.core_properties.title == f"Working with providers: {region.name}"


def test_files_are_named_by_place_sector_and_date(reader, council, tmp_path):
    statement = statement_of(reader, council, EDITION, sector="home-care")
    assert name_of(statement, "md").endswith("-statement-home-care-2026-09-01.md")
    (path,) = write_statement(statement_of(reader, council, EDITION), tmp_path / "new")
    assert path.name.startswith(f"{council.code}-")
    assert path.name.endswith("-statement-2026-09-01.md")
    with pytest.raises(ValueError, match="odt: not a format of a statement"):
        write_statement(statement, tmp_path, ("odt",))


def test_a_group_that_the_place_has_not_is_named_by_its_kind(reader):
    areas = [a for a in reader.gazetteer.areas.values() if a.kind == "council" and a.stands()]
    groups = {g for a in areas for g in reader.gazetteer.parents(a) if g.kind == "combined authority"}
    outside = next(a for a in areas if not groups & set(reader.gazetteer.parents(a)))
    statement = statement_of(reader, outside, EDITION)
    (missing,) = [c for c in statement.without if c.key.startswith("combined-authority")]
    assert statement.kind_missing(missing) == "combined authority"


def test_a_place_without_a_register_and_a_group_of_no_place_say_so(reader, council):
    with pytest.raises(NotCovered, match="on or before 2019-01-01"):
        statement_of(reader, council, EDITION, as_at=date(2019, 1, 1))
    with pytest.raises(UnknownPlace, match="no group 'nowhere'"):
        statement_of(reader, council, EDITION, against=("nowhere",))
