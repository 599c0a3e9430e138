"""ASCOF's open data of earlier years: a number a row, by sex and age, under former codes."""

import csv
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.places import nation

from careplace.places.gazetteer import Gazetteer
from careplace.sources import recognise
from careplace.sources.ascof.headings import financial
from careplace.sources.ascof.open_data import codes, year_of
from careplace.sources.books import open_book
from careplace.sources.contract import SourceError
from careplace.sources.publication import RawFile

HEADER = [
    "Geographical Code",
    "Geographical Description",
    "Geographical Level",
    "ONS Code",
    "ASCOF Measure Code",
    "Disaggregation Level",
    "Measure Type",
    "Measure Value",
    "Measure Group",
    "Measure Group Description",
]
NAME = "meas-from-asc-of-eng-2021-open-data-csv_v2.csv"
ALPHA = ["100", "Alpha", "Council", "E08000001"]


def numbers(place, code="2D", part="Total", group=None, **values) -> list[list]:
    """A row for each number: quantities by name, underscores for spaces."""
    return [
        [*place, code, part, quantity.replace("_", " "), value, group or code, "Words"]
        for quantity, value in values.items()
    ]


@pytest.fixture(scope="module")
def small_nation():
    return Gazetteer.from_tables(nation.tables())


@pytest.fixture
def read(tmp_path, small_nation):
    def reading(rows, name=NAME, header=HEADER):
        path = tmp_path / name
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *rows])
        book = open_book(RawFile(path, name, hashlib.sha256(path.read_bytes()).hexdigest()))
        return recognise(book).read(book, small_nation)

    return reading


@pytest.fixture
def one(read):
    def outcome(rows, **options):
        (row,) = read(rows, **options).tables["ascof_outcome"].to_pylist()
        return row

    return outcome


def test_numbers_of_one_outcome_become_one_row(one):
    row = one(numbers(ALPHA, Denominator="200", Outcome="60.5", Numerator="121"))
    assert (row["measure"], row["framework"], row["later_code"]) == ("2D", "2014-15", "2A")
    assert (row["period"], row["council"], row["breakdown"]) == ("2020-21", "E08000001", "all")
    assert (row["outcome"], row["numerator"], row["denominator"]) == (60.5, 121, 200)
    assert (row["status"], row["unit"], row["source_row"]) == ("published", "percent", 3)


def test_parts_by_sex_and_age(read):
    rows = [
        *numbers(ALPHA, "2D1864", "18-64", "2D", Outcome="61"),
        *numbers(ALPHA, "2D65OV", "65 and over", "2D", Outcome="62"),
        *numbers(ALPHA, "2DF", "Female", "2D", Outcome="63"),
        *numbers(ALPHA, "2D", "Total", "2D", Outcome="60"),
    ]
    found = {
        (row["breakdown_kind"], row["breakdown"]): row["outcome"]
        for row in read(rows).tables["ascof_outcome"].to_pylist()
    }
    assert found == {
        ("age", "18 to 64"): 61,
        ("age", "65 and over"): 62,
        ("sex", "female"): 63,
        ("all", "all"): 60,
    }


def test_a_survey_has_respondents_and_no_numerator(one):
    row = one(
        numbers(
            ALPHA,
            "1A",
            Base="180",
            Denominator="2400",
            Numerator="45600",
            Outcome="19",
            Margin_Of_Error="0.3",
        )
    )
    assert (row["unit"], row["margin"], row["numerator"]) == ("score", 0.3, None)
    assert (row["denominator"], row["denominator_kind"]) == (180, "respondents")


@pytest.mark.parametrize(
    ("mark", "status"),
    [
        ("[x]", "not available"),
        ("[c]", "suppressed"),
        ("*", "suppressed"),
        ("", "not available"),
        ("[z]", "not applicable"),
    ],
)
def test_markers_say_why_there_is_no_number(one, mark, status):
    row = one(numbers(ALPHA, Outcome=mark, Numerator="3"))
    assert (row["outcome"], row["status"], row["numerator"]) == (None, status, 3)


def test_areas_that_are_no_council(read):
    rows = [
        *numbers(["S", "South", "Region", "E12000002"], Outcome="1"),
        *numbers(["England", "England", "England", "E92000001"], Outcome="2"),
        *numbers(["U", "Unitary Authority", "Council Type", ""], Outcome="3"),
    ]
    found = [
        (r["area_kind"], r["area"], r["council"]) for r in read(rows).tables["ascof_outcome"].to_pylist()
    ]
    assert found == [
        ("region", "E12000002", None),
        ("nation", "E92000001", None),
        ("council type", "U", None),
    ]


@pytest.mark.parametrize(
    ("at", "cell", "column", "found"),
    [
        (2, "Ward", "Geographical Level", "'Ward'"),
        (3, "", "ONS Code", "'Alpha'"),
        (3, "E08000099", "ONS Code", None),
        (5, "Tall", "Disaggregation Level", "'Tall'"),
        (6, "Median", "Measure Type", "'median'"),
        (7, "many", "Measure Value", "'many'"),
        (7, "-3", "Measure Value", "'-3'"),
        (7, "1e999", "Measure Value", "'1e999'"),
        (8, "9Z", "Measure Group", "'9Z'"),
    ],
)
def test_a_cell_that_does_not_fit_is_told(read, at, cell, column, found):
    (row,) = numbers(ALPHA, Outcome="60")
    row[at] = cell
    with pytest.raises(SourceError) as refused:
        read([row])
    problem = refused.value.problems[0]
    assert problem.row == 2
    assert problem.column in (column, "ONS area code")
    assert found in (problem.found, None)


def test_a_number_that_stands_twice_is_told(read):
    with pytest.raises(SourceError, match="2 numbers of 2D"):
        read([*numbers(ALPHA, Outcome="60"), *numbers(ALPHA, Outcome="61")])
    assert read([*numbers(ALPHA, Outcome="60")] * 2).tables["ascof_outcome"].num_rows == 1


@pytest.mark.parametrize(
    ("name", "period"),
    [
        (NAME, "2020-21"),
        ("meas-from-asc-of-eng-1819-open-data-csv_v2.csv", "2018-19"),
        ("ascof_2015-16.csv", "2015-16"),
        ("ASCOF 2016 to 2017.csv", "2016-17"),
        ("ascof-2019-2020-open.csv", "2019-20"),
    ],
)
def test_the_year_stands_in_the_files_name(one, name, period):
    assert one(numbers(ALPHA, Outcome="60"), name=name)["period"] == period


@pytest.mark.parametrize("name", ["ascof.csv", "ascof-2020.csv", "ascof-2023-24.csv", "eng-2022-open.csv"])
def test_a_file_that_says_no_year_is_refused_with_what_to_do(read, name):
    with pytest.raises(SourceError, match="meas-from-asc-of-eng-2021-open-data-csv"):
        read(numbers(ALPHA, Outcome="60"), name=name)


def test_a_column_of_the_year_wins_over_the_name(one):
    rows = [[*row, "2017-18"] for row in numbers(ALPHA, Outcome="60")]
    assert one(rows, header=[*HEADER, "Financial Year"])["period"] == "2017-18"


def test_a_definition_is_the_one_of_the_year(one):
    assert one(numbers(ALPHA, "1J", Outcome="0.4"))["definition_version"] == "2020-21"
    before = one(numbers(ALPHA, "1J", Outcome="0.4"), name="ascof-2019-20.csv")
    assert before["definition_version"] == "2016-17"


@given(
    st.integers(2014, 2021), st.sampled_from(["{}-{:02d}", "{}/{:02d}", "x_{}_{:02d}_y", "{} to 20{:02d}"])
)
def test_years_are_read_in_every_form(start, form):
    text = form.format(start, (start + 1) % 100)
    assert year_of(None, [text]) == start


def test_every_code_has_a_unit_that_outcomes_may_have():
    assert {about.get("unit", "percent") for about in codes().values()} == {"percent", "score", "per 100,000"}
    later = [about["later"] for about in codes().values() if "later" in about]
    assert len(later) == len(set(later))
    assert financial(2020) == "2020-21"


@pytest.mark.parametrize("column", ["Denominator", "Numerator"])
def test_a_part_beyond_all_people_is_an_error_at_its_row(read, column):
    parts = {"Denominator": "200", "Outcome": "60.5", "Numerator": "121"} | {column: "18446744073709551616"}
    with pytest.raises(SourceError, match="100,000,000 or less"):
        read(numbers(ALPHA, **parts))
