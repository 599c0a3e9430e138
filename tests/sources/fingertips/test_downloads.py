"""Fingertips downloads: 26 columns, any indicator, names with line ends, rows a comma short."""

import csv
import hashlib
from io import StringIO

import pytest
from tests.places import nation

from careplace import sources
from careplace.places.gazetteer import Gazetteer
from careplace.sources.books import open_book
from careplace.sources.contract import SourceError
from careplace.sources.publication import RawFile

HEADER = next(
    csv.reader(
        [
            "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,"
            "Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,"
            "Count,Denominator,Value note,Recent Trend,Compared to England value or percentiles,"
            "Compared to Region value or percentiles,Time period Sortable,New data,Compared to goal"
        ]
    )
)
GIVEN = {
    "Indicator ID": "900001",
    "Indicator Name": "Fictional rate/100,000\n",
    "Parent Code": "E12000002",
    "Parent Name": "South region",
    "Area Code": "E08000001",
    "Area Name": "Alpha",
    "Area Type": "County & UA",
    "Sex": "Persons",
    "Age": "All ages",
    "Time period": "2017",
    "Value": "66.5",
    "Lower CI 95.0 limit": "60.25",
    "Upper CI 95.0 limit": "72",
    "Count": "213",
    "Denominator": "322022",
    "Compared to England value or percentiles": "Similar",
    "Compared to Region value or percentiles": "Better",
    "Time period Sortable": "20170000",
}


def row(**changed):
    """A row of a download, its cells changed by heading (spaces as underscores)."""
    given = GIVEN | {name.replace("_", " "): value for name, value in changed.items()}
    return [given.get(name, "") for name in HEADER]


@pytest.fixture(scope="module")
def small_nation():
    return Gazetteer.from_tables(nation.tables())


@pytest.fixture
def read(tmp_path, small_nation):
    """read(rows): the reading of a download of these rows; `short` leaves out the last comma of each."""

    def reading(rows, gazetteer=small_nation, short=False, header=HEADER):
        made = StringIO()
        write = csv.writer(made, lineterminator="\n")
        write.writerows([header, *([cells[:-1] for cells in rows] if short else rows)])
        path = tmp_path / "download.csv"
        path.write_text(made.getvalue(), encoding="utf-8")
        book = open_book(RawFile(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest()))
        return sources.recognise(book).read(book, gazetteer)

    return reading


def values(reading) -> list[dict]:
    return reading.tables["fingertips_value"].to_pylist()


def test_a_value_with_its_limits_and_parts(read):
    (value,) = values(read([row()]))
    numbers = [value[name] for name in ("value", "lower95", "upper95", "lower998", "count", "denominator")]
    assert numbers == [66.5, 60.25, 72.0, None, 213.0, 322022.0]
    assert (value["indicator_id"], value["period"], value["period_sortable"]) == (900001, "2017", 20170000)
    assert (value["council"], value["status"], value["new_data"]) == ("E08000001", "published", False)


def test_a_line_end_in_a_name_is_no_row(read):
    found = values(read([row(), row(Sex="Male")]))
    assert [(value["indicator"], value["source_row"]) for value in found] == [
        ("Fictional rate/100,000", 2),
        ("Fictional rate/100,000", 3),
    ]


def test_rows_may_lack_the_last_comma(read):
    """As the genuine download does: 26 headings, 25 cells in every row."""
    assert len(values(read([row(), row(Sex="Male")], short=True))) == 2


def test_a_row_that_is_cut_short_is_an_error(read):
    rows = [row(), row(Sex="Male"), row(Sex="Female")[:20]]
    with pytest.raises(SourceError, match="another number of cells") as refused:
        read(rows)
    assert refused.value.problems[0].row == 4


def test_other_parents_and_goals_need_no_telling(read):
    header = [name.replace("Region", "Statutory region") for name in HEADER]
    assert read([row()], header=header).notes == ()


@pytest.mark.parametrize(
    ("note", "status"),
    [
        ("Value suppressed for disclosure control due to small count", "suppressed"),
        ("Value not published for data quality reasons", "missing"),
        ("", "missing"),
    ],
)
def test_a_value_that_is_not_there_says_why_as_far_as_is_told(read, note, status):
    reading = read([row(Value="", Count="", Value_note=note)])
    assert [value["status"] for value in values(reading)] == [status]
    assert reading.notes == (f"900001 Fictional rate/100,000: 1 values are {status}",)


@pytest.mark.parametrize(
    ("cell", "note", "status"),
    [
        ("*", "Value suppressed", "suppressed"),
        ("*", "", "suppressed"),
        ("*", "Value not published for data quality reasons", "missing"),
        ("<5", "", "suppressed"),
        ("[x]", "", "missing"),
    ],
)
def test_a_marker_is_no_number_and_its_note_says_why(read, cell, note, status):
    (value,) = values(read([row(Value=cell, Count=cell, Value_note=note)]))
    assert (value["value"], value["count"], value["denominator"]) == (None, None, 322022.0)
    assert (value["status"], value["value_note"]) == (status, note or None)


def test_an_area_under_two_parents_is_one_value(read):
    """As Fingertips' API answers: under its region and under England, compared with each."""
    nation = {"Parent_Code": "E92000001", "Parent_Name": "England"}
    compared = {"Compared_to_England_value_or_percentiles": "Not compared"}
    reading = read([row(), row(**nation, **compared), row(Sex="Male")])
    assert [(v["sex"], v["parent_code"], v["source_row"]) for v in values(reading)] == [
        ("Persons", "E12000002", 2),
        ("Male", "E12000002", 4),
    ]
    (note,) = reading.notes
    assert note.endswith("parent_code, parent_name, compared_to_england: 1")


def test_two_values_of_an_area_under_two_parents_are_an_error(read):
    with pytest.raises(SourceError, match="one of several rows of indicator_id 900001"):
        read([row(), row(Parent_Code="E92000001", Value="66.6")])


def test_categories_are_apart_from_the_whole(read):
    split = {"Category_Type": "Deprivation deciles", "Category": "Most deprived"}
    assert len(values(read([row(), row(**split)]))) == 2
    with pytest.raises(SourceError, match="one of several rows of indicator_id 900001"):
        read([row(**split), row(**split, Value="1")])


def test_areas_that_are_no_council_have_none(read):
    areas = [
        {"Area_Code": "E12000002", "Area_Type": "Region"},
        {"Area_Code": "A81002", "Area_Type": "GPs"},
        {"Area_Code": "E10000001", "Area_Type": "Counties & UAs (pre Apr 2023)"},
    ]
    found = values(read([row(**area) for area in areas]))
    assert [value["council"] for value in found] == [None, None, "E10000001"]


@pytest.mark.parametrize(
    "kind", ["County & UA", "Counties & UAs (from Apr 2023)", "Upper tier local authorities (post 4/23)"]
)
def test_a_council_that_nobody_knows_is_told(read, kind):
    with pytest.raises(SourceError) as refused:
        read([row(), row(Area_Code="E06000099", Area_Type=kind)])
    (problem,) = refused.value.problems
    assert (problem.row, problem.column, problem.found) == (3, "Area Code", "'E06000099'")


@pytest.mark.parametrize(
    ("column", "cell"),
    [("Value", "high"), ("Count", "few"), ("Indicator ID", "A1"), ("Time period Sortable", "2016/17")],
)
def test_a_cell_that_does_not_fit_is_told(read, column, cell):
    with pytest.raises(SourceError) as refused:
        read([row(), row(Sex="Male", **{column: cell})])
    (problem,) = refused.value.problems
    assert (problem.row, problem.column, problem.found) == (3, column, repr(cell))


def test_a_value_outside_its_limits_is_kept_and_noted(read):
    reading = read([row(Value="80")])
    assert [value["value"] for value in values(reading)] == [80.0]
    assert [note for note in reading.notes if "lies outside its own limits" in note]


def test_a_renamed_column_is_an_error_that_names_the_nearest(read):
    header = ["Denominators" if name == "Denominator" else name for name in HEADER]
    with pytest.raises(SourceError, match="the nearest is 'Denominators'"):
        read([row()], header=header)


def crude(year: int, **changed):
    """A rate per 100,000 as its parts give it, of a year."""
    count, people = 100 + year % 37, 50_000 + 13 * year
    given = {"Value": str(100_000 * count / people), "Count": str(count), "Denominator": str(people)}
    limits = {"Lower_CI_95.0_limit": "", "Upper_CI_95.0_limit": ""}
    return row(Time_period=str(year), Time_period_Sortable=f"{year}0000", **limits, **(given | changed))


def unlike_parts(reading) -> list[str]:
    return [note for note in reading.notes if "not what its parts give" in note]


def test_a_rate_that_is_not_what_its_parts_give_is_told(read):
    years = range(2001, 2016)
    assert unlike_parts(read([crude(year) for year in years])) == []
    (told,) = unlike_parts(
        read([crude(year, **({"Value": "77.7"} if year == 2007 else {})) for year in years])
    )
    assert "Alpha, 2007: the value 77.7" in told


def test_a_standardised_rate_is_not_compared_with_its_count(read):
    assert unlike_parts(read([crude(year, Value=str(60 + year % 7)) for year in range(2001, 2016)])) == []
