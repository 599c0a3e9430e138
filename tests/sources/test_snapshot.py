"""The date that a file describes, and where it came from."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.sources.contract import SourceError
from careplace.sources.dates import newest_possible
from careplace.sources.publication import RawFile
from careplace.sources.snapshot import Snapshot, of_file


def found(name: str, *texts: str, newest: date | None = None) -> tuple[date, str]:
    snapshot = of_file(RawFile(None, name, ""), texts, newest)
    return snapshot.on, snapshot.basis


@pytest.mark.parametrize(
    "text",
    [
        "Source: CQC database as at 01 September 2026",
        "source: cqc database AS AT 1 september 2026.",
        "as at 1st Sept 2026".replace("Sept", "Sep"),
    ],
)
def test_the_workbook_says_it_first(text):
    assert found("05_May_2026_x.ods", "Active locations", text, newest=date(2026, 8, 30)) == (
        date(2026, 9, 1),
        "workbook",
    )


@pytest.mark.parametrize(
    "text",
    [
        "This data was produced on 16 September 2026",
        "this data was produced on: Wednesday, 16th of September 2026.",
        "Data produced on 16 Sept 2026",
        "This data was produced on: 16/09/2026.",
        "This data was produced on Wednesday 16/9/2026",
        "Extracted on 16 September, 2026",
    ],
)
@pytest.mark.parametrize("name", ["07_October_2026_CQC_directory.csv", "directory.csv", "2199-01-01.csv"])
def test_the_directory_says_when_it_was_produced(text, name):
    assert found(name, "CQC Locations data", text, newest=date(2026, 8, 30)) == (
        date(2026, 9, 16),
        "workbook",
    )


def test_as_at_is_stronger_than_produced_on():
    texts = "CQC database as at 01 September 2026", "This data was produced on 03 September 2026"
    for each in (texts, texts[::-1]):
        assert found("x.ods", *each) == (date(2026, 9, 1), "workbook")


def test_two_days_of_production_are_an_error():
    with pytest.raises(SourceError, match="two dates of the data, 2026-09-03 and 2026-09-04"):
        found("x.csv", "produced on 3 September 2026", "produced on 4 September 2026")


@pytest.mark.parametrize(
    ("name", "on"),
    [
        ("01_September_2026_Latest_ratings.ods", date(2026, 9, 1)),
        ("7-October-2026-CQC_directory.csv", date(2026, 10, 7)),
        ("Deactivated_locations_01_April_2021.ods", date(2021, 4, 1)),
        ("hsca_active_locations_2026-05-29.ods", date(2026, 5, 29)),
        ("ratings_2026_05_29.csv.gz", date(2026, 5, 29)),
    ],
)
def test_a_full_date_in_the_name(name, on):
    assert found(name, newest=date(2019, 1, 1)) == (on, "file name")


@pytest.mark.parametrize(
    ("name", "newest", "on"),
    [
        ("latest_ratings_england_2021-02.csv.gz", date(2021, 1, 30), date(2021, 2, 1)),
        ("latest_ratings_lincolnshire_2026-05.csv", date(2026, 5, 29), date(2026, 5, 29)),
        ("latest_ratings_2026-05.csv", None, date(2026, 5, 1)),
        ("April_2021_HSCA_Active_Locations.ods", date(2021, 3, 20), date(2021, 4, 1)),
        ("April_2021_HSCA_Active_Locations.ods", date(2021, 4, 20), date(2021, 4, 20)),
    ],
)
def test_a_month_in_the_name(name, newest, on):
    assert found(name, newest=newest) == (on, "file name")


@pytest.mark.parametrize(
    "name", ["homecare_inspections_2014_2025.csv", "ratings.csv", "ascof_2024_25.ods", "x_2026-13.csv"]
)
def test_without_a_date_in_the_name_the_newest_date_serves(name):
    assert found(name, newest=date(2025, 2, 7)) == (date(2025, 2, 7), "newest publication date")


def test_nothing_that_tells_is_an_error():
    with pytest.raises(
        SourceError, match=r"nothing that tells the date.*as at' or 'produced on DD Month YYYY"
    ):
        found("ratings.csv")


def test_two_stated_dates_are_an_error_and_one_twice_is_not():
    with pytest.raises(SourceError, match="2026-05-01 and 2026-09-01"):
        found("x.ods", "as at 01 September 2026", "as at 1 May 2026")
    assert found("x.ods", "as at 01 May 2026", "as at 1 May 2026")[0] == date(2026, 5, 1)


@pytest.mark.parametrize("name", ["31_February_2026_x.ods", "x_2026-02-30.csv"])
def test_a_date_that_never_was_is_an_error(name):
    with pytest.raises(SourceError, match="never was"):
        found(name)


def test_a_date_of_years_to_come_in_a_name_is_none():
    far = newest_possible() + timedelta(1)
    with pytest.raises(SourceError, match="nothing that tells the date"):
        of_file(RawFile(Path("x"), f"{far}_x.ods", ""), [], None)


@given(st.dates(date(2009, 4, 1), newest_possible()))
def test_every_day_is_found_in_every_way_of_writing_it(day):
    for name in (day.strftime("%d_%B_%Y_x.ods"), day.isoformat() + ".csv"):
        assert found(name) == (day, "file name")
    assert found("x.ods", day.strftime("data as at %d %B %Y")) == (day, "workbook")


def test_a_snapshot_is_plain():
    assert Snapshot(date(2021, 2, 1), "file name").basis == "file name"


@pytest.mark.parametrize(
    "name", ["ratings_2099-01-01.csv", "01_January_2199_x.ods", "1_May_1999_x.csv", "x_2098-05.csv"]
)
def test_a_name_of_a_date_that_cannot_be_is_not_believed(name):
    assert found(name, newest=date(2026, 5, 29)) == (date(2026, 5, 29), "newest publication date")
    assert found(name, "as at 1 May 2026")[0] == date(2026, 5, 1)
    with pytest.raises(
        SourceError, match="nothing that tells the date of the data; expected a date from 2009-04-01"
    ):
        found(name)


@given(st.dates(), st.dates(), st.dates())
def test_what_the_file_says_comes_before_its_name_and_no_date_is_ever_out_of_range(stated, named, newest):
    texts = (f"as at {stated.day} {stated:%B} {stated.year:04d}",)
    try:
        on, basis = found(f"{named.day}_{named:%B}_{named.year:04d}.csv", *texts, newest=newest)
    except SourceError:
        assert not any(date(2009, 4, 1) <= day <= newest_possible() for day in (stated, named, newest))
        return
    assert date(2009, 4, 1) <= on <= newest_possible()
    if date(2009, 4, 1) <= stated <= newest_possible():
        assert (on, basis) == (stated, "workbook")
