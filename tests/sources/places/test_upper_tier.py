"""The publisher's Indices of Deprivation of upper-tier councils: both years' layouts, and what can be wrong with them."""

from pathlib import Path

import pyarrow as pa
import pytest
from tests.place_books import recognised

from careplace.sources.contract import SourceError
from careplace.sources.places.tables import DOMAINS
from careplace.sources.places.upper_tier import HEADINGS
from careplace.sources.publication import Book, RawFile, Sheet

SCORES = {"E06000001": "35.037", "E10000009": "16.5"}


def sheet(domain: str, year: int = 2019, scores: dict | None = None, blank: str = " ") -> Sheet:
    """One domain's sheet; the headings of 2019 end in a blank, those of 2015 do not."""
    title = HEADINGS.get(domain, domain)
    area = "Upper Tier Local Authority District"
    table = [
        [
            f"{area} code ({year})",
            f"{area} name ({year})",
            f"{title} - Average rank{blank}",
            f"{title} - Average score{blank}",
        ],
        *(
            [code, f"Council {code}", "100.5", score]
            for code, score in (SCORES if scores is None else scores).items()
        ),
    ]
    columns = zip(*table, strict=True)
    return Sheet(
        domain.title(), pa.table({f"c{n}": pa.array(cells, pa.string()) for n, cells in enumerate(columns)})
    )


def book(*sheets: Sheet) -> Book:
    notes = Sheet("Notes", pa.table({"c0": pa.array(["The English Indices of Deprivation"])}))
    return Book(RawFile(Path("any.xlsx"), "any.xlsx", "a" * 64), "xlsx", (notes, *sheets))


def whole(year: int, **changed: Sheet) -> Book:
    blank = " " if year == 2019 else ""
    others = [sheet(name, year, blank=blank) for name in ("IDACI", "IDAOPI")]
    return book(*(changed.get(domain) or sheet(domain, year, blank=blank) for domain in HEADINGS), *others)


def read(given: Book):
    publication = recognised(given)
    assert publication.key == "deprivation-upper-tier"
    return publication.read(given, None)


def refused(given: Book) -> str:
    with pytest.raises(SourceError) as error:
        read(given)
    return str(error.value)


@pytest.mark.parametrize(("year", "edition"), [(2013, 2015), (2019, 2019), (2024, 2025)])
def test_every_domain_of_every_council(year, edition):
    reading = read(whole(year))
    table = reading.tables["deprivation"].to_pylist()
    assert {(r["code"], r["domain"], r["edition"], r["year"], r["score"]) for r in table} == {
        (code, domain, edition, year, float(score)) for code, score in SCORES.items() for domain in DOMAINS
    }
    assert {(r["sheet"], r["source_row"]) for r in table if r["domain"] == "crime"} == {
        ("Crime", 2),
        ("Crime", 3),
    }


def test_the_text_is_kept_as_published():
    text = read(whole(2019)).text
    assert set(text) == set(DOMAINS)
    assert text["overall"]["IMD - Average rank"].to_pylist() == ["100.5", "100.5"]


def test_it_is_known_by_its_content():
    assert recognised(book(sheet("crime"))).key == "deprivation-upper-tier"
    assert recognised(book()) is None


def test_a_domain_without_a_sheet_is_refused():
    sheets = [sheet(domain) for domain in HEADINGS if domain != "crime"]
    assert "0 sheets with the column 'Crime - Average score'" in refused(book(*sheets))


def test_a_domain_with_two_sheets_is_refused():
    given = whole(2019)
    twice = Book(given.file, "xlsx", (*given.sheets, sheet("crime")))
    assert "2 sheets with the column 'Crime - Average score'" in refused(twice)


def test_a_score_that_is_no_number_is_refused_at_its_cell():
    message = refused(whole(2019, health=sheet("health", scores=SCORES | {"E10000009": "#REF!"})))
    assert (
        "file any.xlsx, sheet Health, row 3, column Health Deprivation and Disability - Average score"
        in message
    )
    assert "#REF!" in message


def test_codes_of_a_year_without_indices_are_refused():
    message = refused(whole(2016))
    assert "codes of 2016" in message
    assert "2013 (Indices of 2015)" in message


def test_sheets_of_two_editions_are_refused():
    assert "sheets of the Indices of 2015 and 2019" in refused(whole(2019, crime=sheet("crime", 2013)))


def test_a_council_twice_is_refused():
    doubled = sheet("income")
    other = sheet("income", scores={"E06000001": "0.3"})
    cells = pa.concat_tables([doubled.cells, other.cells.slice(1)])
    assert "E06000001" in refused(whole(2019, income=Sheet("Income", cells)))
