import csv
from datetime import date

import fastexcel
import pyarrow as pa
import pytest
from tests.demo.conftest import LAST

from careplace.demo.files import _in_directory_words, laid_out
from careplace.demo.names import load_toml
from careplace.demo.snapshot import locations

LAYOUTS = load_toml("layouts.toml")
SHAPES = {
    "active_locations": 122,
    "ratings_locations": 28,
    "ratings_providers": 21,
    "directory": 15,
    "ratings_2021": 26,
}


def sheet(folder, name, tab, header):
    book = fastexcel.read_excel(folder / name)
    return book.load_sheet(tab, header_row=header, dtypes="string").to_arrow()


@pytest.mark.parametrize(("layout", "width"), SHAPES.items())
def test_a_layout_has_as_many_columns_as_its_publication(layout, width):
    assert len(LAYOUTS[layout]) == len(set(LAYOUTS[layout])) == width


def test_active_locations_hold_14_activities_33_services_and_12_bands():
    columns = LAYOUTS["active_locations"]
    counts = [
        sum(c.startswith(p) for c in columns) for p in ("Regulated activity", "Service type", "Service user")
    ]
    assert counts == [14, 33, 12]


def test_every_field_is_one_that_the_register_has(rolled):
    known = set(locations(rolled, LAST).column_names) | {
        *("published_on", "inherited", "service_group", "domain", "rating", "report_type"),
        *("service_kinds", "specialisms"),
    }
    assert set(LAYOUTS["fields"].values()) <= known


def test_flags_are_y_or_blank_and_yes_no_are_letters(rolled):
    rows = laid_out(locations(rolled, LAST).slice(0, 300), "active_locations").to_pylist()
    assert {row["Service type - Dental service"] for row in rows} == {"Y", None}
    assert {row["Care home?"] for row in rows} == {"Y", "N"}
    assert "-" in {row["Brand ID"] for row in rows}
    dentists = [row for row in rows if row["Location Primary Inspection Category"] == "Dentists"]
    assert all(row["Service type - Dental service"] == "Y" for row in dentists)


def test_a_column_that_the_register_has_nothing_for_is_empty():
    table = pa.table({"location_id": ["1-9"]})
    out = laid_out(table, "ratings_providers")
    assert all(column.null_count == 1 for column in out.columns)


def test_the_directory_has_its_own_words():
    held = pa.array(["|Dental service|", "|Doctors consultation service|Doctors treatment service|"])
    assert _in_directory_words(held, "service_kinds").to_pylist() == ["Dentist", "Doctors/Gps"]


def test_each_year_has_its_files(demonstration):
    _folder, written = demonstration
    names = {path.name for path in written}
    assert {"01_February_2021_HSCA_Active_Locations.xlsx", "01_February_2021_Latest_ratings.csv"} <= names
    for year in (2025, 2026):
        day = f"01_September_{year}"
        assert {
            f"{day}_HSCA_Active_Locations.ods",
            f"{day}_Latest_ratings.ods",
            f"{day}_Deactivated_Locations.ods",
            f"{day}_CQC_directory.csv",
        } <= names


@pytest.mark.parametrize(("year", "header"), [(2025, 0), (2026, 1)])
def test_the_header_stands_first_or_under_a_notice(demonstration, year, header):
    folder, _written = demonstration
    name = f"01_September_{year}_HSCA_Active_Locations.ods"
    assert sheet(folder, name, "HSCA_Active_Locations", header).column_names == LAYOUTS["active_locations"]


def test_the_readme_says_the_day_and_that_all_is_invented(demonstration):
    folder, written = demonstration
    for path in written:
        if path.suffix in (".ods", ".xlsx") and not path.name.startswith("ascof"):
            said = str(sheet(folder, path.name, "README", None).to_pylist())
            day, month, year = path.name.split("_")[:3]
            assert f"Source: CQC database as at {day} {month} {year}" in said
            assert "invented" in said


def test_the_ratings_of_2021_are_in_the_layout_of_2021(demonstration):
    folder, _written = demonstration
    with (folder / "01_February_2021_Latest_ratings.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert list(rows[0]) == LAYOUTS["ratings_2021"]
    assert {row["Domain"] for row in rows} == {"Overall"}
    days = {int(row["Publication Date"].split("/")[0]) for row in rows}
    assert max(days) > 12  # day first, and so that a reader can tell


def test_the_directory_has_lines_before_its_header(demonstration):
    folder, _written = demonstration
    with (folder / "01_September_2026_CQC_directory.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    assert rows.index(LAYOUTS["directory"]) == 4
    assert date(2026, 9, 1).strftime("%d %B %Y") in rows[0]
