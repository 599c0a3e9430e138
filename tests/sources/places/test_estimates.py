"""ONS's workbook of mid-year estimates: which sheet, which year, which areas, and that ages add up."""

import pytest

from careplace.sources import recognise
from careplace.sources.books import open_book
from careplace.sources.contract import SourceError
from careplace.sources.places.people import AGES

TITLE = "MYE2: {} by single year of age and sex for local authorities in the UK, mid-2020"
HEADER = ["Code", "Name", "Geography", "All ages", *AGES]


def area(code: str, name: str, kind: str, each: int = 10, everybody: int | None = None) -> list:
    return [code, name, kind, 91 * each if everybody is None else everybody, *[each] * 91]


AREAS = [
    area("K02000001", "UNITED KINGDOM", "Country", 1000),
    area("E12000001", "NORTH EAST", "Region", 100),
    area("E06000047", "County Durham", "Unitary Authority"),
    area("E10000003", "Cambridgeshire", "County", 20),
    area("E07000008", "Cambridge", "Non-metropolitan District", 7),
    area("W06000001", "Isle of Anglesey", "Unitary Authority"),
]


def sheets(*areas, title=TITLE) -> dict:
    """A workbook as ONS lays it out: words, then a sheet for everybody and one for each sex."""
    tables = {
        f"MYE2 - {who}": [[title.format(who)], ["One table."], HEADER, *(areas or AREAS)]
        for who in ("Persons", "Males")
    }
    return {"Cover sheet": [["Mid-Year Population Estimates"]], **tables}


@pytest.fixture(params=["xls", "xlsx", "ods"])
def workbook(request):
    return request.getfixturevalue(request.param)


def read(file):
    book = open_book(file)
    return recognise(book).read(book, None)


def test_districts_of_england_by_age(workbook):
    reading = read(workbook(sheets(), name="ukpopestimatesmid2020on2021geography.xls"))
    rows = reading.tables["population"].to_pylist()
    assert {row["code"] for row in rows} == {"E06000047", "E07000008"}
    assert {(row["year"], row["estimate"], row["tier"]) for row in rows} == {(2021, 2020, "district")}
    cambridge = [(row["age"], row["people"]) for row in rows if row["code"] == "E07000008"]
    assert sorted(cambridge) == [(age, 7.0) for age in range(91)]


@pytest.mark.parametrize(
    ("title", "name", "year"),
    [
        (TITLE, "x.xlsx", 2020),
        (TITLE + " (2023 local authority boundaries)", "x.xlsx", 2023),
        (TITLE, "mid2020on2021geography.xlsx", 2021),
    ],
)
def test_boundaries_are_those_that_title_or_name_say(xlsx, title, name, year):
    rows = read(xlsx(sheets(title=title), name=name)).tables["population"]
    assert rows["year"].unique().to_pylist() == [year]


def test_ages_that_do_not_add_up_are_refused(xlsx):
    with pytest.raises(SourceError) as refused:
        read(xlsx(sheets(area("E06000047", "County Durham", "Unitary Authority", 10, 909))))
    (problem,) = refused.value.problems
    assert (problem.sheet, problem.row, problem.column) == ("MYE2 - Persons", 4, "All ages")
    assert "the sum of the ages" in problem.expected


@pytest.mark.parametrize("cell", ["many", "-1", "No data", None])
def test_an_age_that_is_no_number_is_refused(xlsx, cell):
    row = area("E06000047", "County Durham", "Unitary Authority")
    row[5] = cell
    with pytest.raises(SourceError, match="row 4"):
        read(xlsx(sheets(row)))


def test_a_title_without_its_year_is_refused(xlsx):
    with pytest.raises(SourceError, match="a title without its year"):
        read(xlsx(sheets(title=TITLE.replace(", mid-2020", ""))))


def test_a_table_of_one_sex_alone_is_none(xlsx):
    only = {name: rows for name, rows in sheets().items() if name != "MYE2 - Persons"}
    assert recognise(open_book(xlsx(only))) is None
