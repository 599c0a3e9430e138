"""Columns of dates against the standard library's parser, one value at a time."""

from datetime import date, datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.sources.contract import SourceError
from careplace.sources.dates import DateColumn, out_of_range, parse

DAYS = st.dates(date(1990, 1, 1), date(2039, 12, 31))


def column(values: list[str | None], heading: str = "Publication Date", first_row: int = 2) -> DateColumn:
    rows = np.arange(first_row, first_row + len(values))
    return DateColumn("Locations", heading, pa.array(values, pa.string()), rows)


def read(*values: str | None) -> list[date | None]:
    return parse([column(list(values))], "file.csv")[0].to_pylist()


def refusal(*columns: DateColumn) -> str:
    with pytest.raises(SourceError) as caught:
        parse(list(columns), "file.csv")
    return str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["2020-12-11", "2020-12-11T00:00:00", "2020-12-11 00:00:00", "2020-12-11T00:00:00Z", "2020-12-11 10:05"],
)
def test_iso_dates_with_or_without_a_time(text):
    assert read(text) == [date(2020, 12, 11)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("09/Jan/2018 - 00:00", date(2018, 1, 9)),
        ("19/May/2022 - 00:00", date(2022, 5, 19)),
        ("9-sep-2018", date(2018, 9, 9)),
        ("09/Sept/2018", date(2018, 9, 9)),
        ("9-September-2018 10:30", date(2018, 9, 9)),
        ("13/02/2019 - 00:00", date(2019, 2, 13)),
        ("2019-02-13 - 00:00", date(2019, 2, 13)),
        ("13/02/2019 9:05", date(2019, 2, 13)),
        ("2/13/2019 12:00:00 AM", date(2019, 2, 13)),
    ],
)
def test_dates_as_the_weekly_directory_and_re_exports_write_them(text, day):
    assert read(text) == [day]


@given(st.lists(st.none() | DAYS, min_size=1), st.sampled_from(["%d/%b/%Y", "%d/%B/%Y - 00:00", "%d-%b-%Y"]))
def test_the_name_of_the_month_needs_no_settling(days, form):
    assert read(*(day and day.strftime(form) for day in days)) == days


@pytest.mark.parametrize(
    "text", ["09/Jam/2018", "31/Feb/2018 - 00:00", "Jan/2018", "09/Janitor/2018", "09/Jan/20181"]
)
def test_the_name_of_no_month_is_no_date(text):
    assert "which is no date" in refusal(column([text]))


@given(st.lists(st.none() | DAYS), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
def test_the_order_of_the_whole_column_is_found(days, form):
    # One day above 12 settles the column; without it the column may be ambiguous.
    days = [date(2021, 1, 30), *days]
    written = [day.strftime(form) if day else None for day in days]
    oracle = [datetime.strptime(text, form).date() if text else None for text in written]  # noqa: DTZ007
    assert read(*written) == oracle == days


@given(st.lists(DAYS, min_size=1))
def test_iso_needs_no_settling(days):
    assert read(*[day.isoformat() for day in days]) == days


@given(st.lists(st.dates(date(1990, 1, 1), date(2039, 12, 31)), min_size=1))
def test_spreadsheet_day_numbers(days):
    numbers = [str((day - date(1899, 12, 30)).days) for day in days]
    assert read(*numbers) == days
    assert read(*[number + ".5" for number in numbers]) == days


def test_one_column_may_hold_several_forms():
    assert read("2021-01-30", "30/01/2021", "44226", None) == [date(2021, 1, 30)] * 3 + [None]


def test_short_numbers_and_other_strokes():
    assert read("3/2/2021", "25-1-2021", "25.01.2021") == [
        date(2021, 2, 3),
        date(2021, 1, 25),
        date(2021, 1, 25),
    ]


def test_a_column_that_tells_no_order_is_an_error_that_says_how_to_settle_it():
    message = refusal(column([None, "03/02/2021", "04/02/2021"]))
    for part in (
        "file file.csv",
        "sheet Locations",
        "row 3",
        "column Publication Date",
        "'03/02/2021'",
        "2 such rows",
    ):
        assert part in message
    assert "day/month or month/day" in message
    assert "write the column as YYYY-MM-DD" in message


def test_dates_that_read_the_same_both_ways_need_no_order():
    assert read("02/02/2021", "11/11/2020") == [date(2021, 2, 2), date(2020, 11, 11)]


def test_another_column_of_the_file_may_settle_it():
    started, published = parse(
        [column(["03/02/2021"], "Location HSCA start date"), column(["25/01/2021"])], "file.csv"
    )
    assert started.to_pylist() == [date(2021, 2, 3)]
    assert published.to_pylist() == [date(2021, 1, 25)]


def test_other_columns_that_disagree_settle_nothing():
    columns = [column(["03/02/2021"], "start"), column(["25/01/2021"], "a"), column(["01/25/2021"], "b")]
    message = refusal(*columns)
    assert "column start" in message
    assert "column a:" not in message


def test_an_order_that_changes_is_an_error_at_its_row():
    message = refusal(column(["25/01/2021", "26/01/2021", "01/27/2021", "05/06/2021"]))
    assert "row 4" in message
    assert "'01/27/2021', in the order month/day/year" in message
    assert "one order of day and month" in message
    assert "row 5" not in message


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2021",
        "2021-02-29",
        "2021-13-01",
        "2021-00-10",
        "00/01/2021",
        "32/01/2021",
        "13/13/2021",
        "0000-01-01",
    ],
)
def test_dates_that_never_were_are_errors_at_their_row(text):
    message = refusal(column(["25/01/2021", text]))
    assert "row 3" in message
    assert repr(text) in message
    assert "which is no date" in message


@pytest.mark.parametrize(
    "text", ["soon", "25/01/21", "2021", "123456", "1234", "25 January 2021", "1/2/3/2021"]
)
def test_what_is_no_date_is_an_error_that_says_what_is(text):
    message = refusal(column([text]))
    assert repr(text) in message
    assert "2026-05-29, 29/05/2026 or 05/29/2026" in message


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text):
    try:
        [day] = read(text)
    except SourceError as error:
        [problem] = error.problems
        day = problem.row
    assert isinstance(day, date) or day == 2


def test_only_a_few_rows_of_many_are_shown():
    message = refusal(column(["x"] * 500))
    assert message.count("row ") == 3
    assert "(500 such rows)" in message


def test_every_column_is_told_at_once():
    message = refusal(column(["x"], "a"), column(["y"], "b"))
    assert "column a" in message
    assert "column b" in message


def test_no_columns_and_empty_columns():
    assert parse([], "file.csv") == []
    assert read() == []
    assert read(None, None) == [None, None]


def test_leap_days_of_forty_years():
    start = date(2000, 1, 1)
    days = [start + timedelta(days=n) for n in range(0, 14_610, 7)]
    assert read(*[day.strftime("%m/%d/%Y") for day in days]) == days


@given(st.lists(st.none() | st.dates(), max_size=20))
def test_days_out_of_range_are_those_that_a_slow_look_finds(days):
    slow = [day is not None and not date(1800, 1, 1) <= day <= date(2035, 12, 31) for day in days]
    assert out_of_range(pa.array(days, pa.date32())).to_pylist() == slow
