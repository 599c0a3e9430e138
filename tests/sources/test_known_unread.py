"""Files that are known and not read are left aside by name, and taken for no publication."""

import json
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.cqc import conftest as published

from careplace import sources
from careplace.sources.books import open_book
from careplace.sources.cqc.files import ACTIVE, DEACTIVATED
from careplace.sources.headers import folded
from careplace.sources.known_unread import KnownUnread, kinds, known_but_not_read

# The headings of CQC's market export as a copy that councils pass on has them.
EXPORT = (
    "Location Name",
    "Location ID",
    "Comments within last month / comments last recorded",
    "Registered manager",
    "Location UPRN",
    "Location telephone number",
    "Location Web Address",
    "Location Local Authority",
    "Location ADASS Region",
    "Primary inspection category",
    "Service Types",
    "Care homes beds",
    "Location HSCA start date",
    "Location HSCA end date",
    "Dormant",
    "Location Latest Overall Rating",
    "Publication Date",
    "Service users supported",
    "Size of care home (bands by number of beds)",
    "Provider Name",
    "Provider ID",
    "Provider Ownership Type",
    "Brand Name",
    "Brand ID",
)


@pytest.fixture
def export(csv_file):
    """export(*without): the export's header and a row, without some columns."""

    def write(*without: str, above: int = 0):
        headings = [heading for heading in EXPORT if heading not in without]
        rows = [["A line of notice"] + [""] * (len(headings) - 1)] * above
        return open_book(csv_file([*rows, headings, ["1"] * len(headings)], name="Locations.csv"))

    return write


def test_the_market_export_is_left_aside_by_name(export):
    book = export()
    assert sources.recognise(book) is None
    message = known_but_not_read(book)
    assert "export of locations for councils" in message
    assert "care directory with filters" in message


@pytest.mark.parametrize("without", [(), ("Location ADASS Region",), ("Service users supported", "Dormant")])
@pytest.mark.parametrize("above", [0, 3])
def test_so_it_is_without_some_columns_and_under_notices(export, without, above):
    book = export(*without, above=above)
    assert sources.recognise(book) is None
    assert known_but_not_read(book)


@pytest.mark.parametrize("publication", [ACTIVE, DEACTIVATED])
def test_no_publication_of_cqc_claims_the_export(export, publication):
    assert not publication.recognise(export())


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_a_workbook_is_known_too(request, kind):
    book = open_book(request.getfixturevalue(kind)({"Notes": [["x"]], "Locations": [list(EXPORT)]}))
    assert "export of locations" in known_but_not_read(book)


@pytest.mark.parametrize(
    "row", [published.ACTIVE, published.DEACTIVATED, published.DIRECTORY, published.RATING]
)
def test_files_that_are_read_are_not_among_them(csv_file, row):
    book = open_book(csv_file(published.sheet_of(row, ({},))))
    assert known_but_not_read(book) is None
    assert sources.recognise(book) is not None


def test_a_file_of_no_kind_is_none(csv_file, raw):
    assert known_but_not_read(open_book(csv_file([["a", "b"], ["1", "2"]]))) is None
    assert known_but_not_read(open_book(raw("x.json", json.dumps([{"type": "Feature"}]).encode()))) is None
    assert known_but_not_read(open_book(raw("y.json", b"[1, 2]"))) is None


@pytest.mark.parametrize("year", ["19", "25", "31"])
@pytest.mark.parametrize(("area", "instead"), [("CTY", "LTLA to UTLA"), ("ICB", "from neighbourhoods")])
def test_lookups_of_ons_that_do_not_serve_are_known_in_any_year(csv_file, year, area, instead):
    headings = [f"LAD{year}CD", f"LAD{year}NM", f"{area}{year}CD", f"{area}{year}NM"]
    values = ["E07000008", "Cambridge", "E10000003", "Cambridgeshire"]
    assert instead in known_but_not_read(open_book(csv_file([headings, values])))
    with_region = [*headings, f"RGN{year}CD", f"RGN{year}NM"], [*values, "E12000006", "East of England"]
    book = open_book(csv_file(list(with_region)))
    assert known_but_not_read(book) is None
    assert sources.recognise(book).key == "district-regions"


def test_every_kind_says_what_it_is_and_what_to_use_instead():
    text = files("careplace.sources").joinpath("known_unread.toml").read_text(encoding="utf-8")
    assert {kind.key for kind in kinds()} == set(tomllib.loads(text))
    for kind in kinds():
        assert kind.title
        assert kind.publisher
        assert kind.why
        assert kind.instead
        assert 1 < kind.needed <= len(kind.marks)
        assert kind.title in str(kind)
        assert kind.instead in str(kind)


@given(st.sets(st.sampled_from(EXPORT)), st.integers(1, 4))
def test_marks_are_counted(headings, needed):
    marks = frozenset(map(folded, EXPORT[:4]))
    kind = KnownUnread("k", "t", "p", marks, "w", "i", needed)
    slowly = sum(heading in EXPORT[:4] for heading in headings)
    assert kind.has_marks({folded(heading) for heading in headings}) is (slowly >= needed)
