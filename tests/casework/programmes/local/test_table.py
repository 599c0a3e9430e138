"""The table of figures: each fault at its row and column, and nothing half read."""

import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.casework.programmes.local.records import NOWHERE, TODAY

from careplace.casework.programmes.local.models import ALONE, COMPARED, LocalMeasure
from careplace.casework.programmes.local.table import (
    MOST_ROWS,
    columns_of,
    number_of,
    period_of,
    read_figures,
    typed_table,
)
from careplace.casework.table_file import FileRefused

PLACE, OTHER = "E08000026", "E08000035"


def measure(**values) -> LocalMeasure:
    usual = {"place": PLACE, "unit": "people", "period_type": "month", "design": ALONE}
    return LocalMeasure(**usual | values)


def read(text: str | bytes, home=NOWHERE, **values):
    content = text.encode() if isinstance(text, str) else text
    return read_figures(measure(**values), "figures.csv", content, home, TODAY)


def faults(text: str | bytes, **values) -> list[str]:
    with pytest.raises(FileRefused) as refusal:
        read(text, **values)
    return [str(problem) for problem in refusal.value.problems]


def test_figures_are_in_the_order_of_areas_and_periods():
    text = 'period,value\n2020-02,7\n2020-01,"1,250.50"\n\n'
    assert read(text) == [[PLACE, "2020-01", "1250.5", None], [PLACE, "2020-02", "7", None]]


def test_a_rate_has_its_numerator_and_denominator():
    text = f"Period,Area,Numerator,Denominator\n2020-01,{OTHER},3,40\n2020-01,{PLACE},0,50\n"
    share = {"unit": "share", "denominator": "People seen", "design": COMPARED}
    assert columns_of(measure(**share)) == ("period", "area", "numerator", "denominator")
    assert read(text, **share) == [[PLACE, "2020-01", "0", "50"], [OTHER, "2020-01", "3", "40"]]


def test_every_fault_is_named_by_its_row_and_column():
    text = "period,area,value\n2020-13,E08000026,5\n2020-01,Nowhere,5\n2020-02,,many\n2020-03,,\n2031-01,,4\n"
    number = "a number of at least 0; leave the row out where there is none"
    assert faults(text) == [
        "file figures.csv, row 2, column period: found 2020-13; expected a month such as 2026-03",
        "file figures.csv, row 3, column area: found Nowhere; expected a council of England by its name or code",
        f"file figures.csv, row 4, column value: found many; expected {number}",
        f"file figures.csv, row 5, column value: found an empty cell; expected {number}",
        "file figures.csv, row 6, column period: found 2031-01; expected a period that has ended",
    ]


@pytest.mark.parametrize(
    ("text", "values", "says"),
    [
        ("period,value\n2020-01,5\n2020-01,6\n", {}, "each period of an area once: row 2 has it"),
        (f"period,area,value\n2020-01,{OTHER},5\n", {}, f"this council alone ({PLACE})"),
        (f"period,area,value\n2020-01,{OTHER},5\n", {"design": COMPARED}, f"at least one row of {PLACE}"),
        ("period,value\n2020-01,5\n", {"design": COMPARED}, "a column area"),
        ("period,area,value\n2020-01,,5\n", {"design": COMPARED}, "a council of England"),
        ("period,value\n", {}, f"at least one row of {PLACE}"),
        ("period,number\n2020-01,5\n", {}, "one of period, area, value"),
        ("period,numerator,denominator\n2020-01,5,0\n", {"unit": "per 1,000"}, "a number above 0"),
        ("period,numerator,denominator\n2020-01,5,4\n", {"unit": "share"}, "at most the denominator, 4"),
        ("period,value\n2020-21,5\n", {"period_type": "financial year"}, "a figure of this council"),
        ("period,value\n2020-22,5\n", {"period_type": "financial year"}, "a financial year such as 2025-26"),
        ("period,value\n2020-01,-5\n", {}, "a number of at least 0"),
        (b"\x89PNG\r\n", {}, "a CSV file in UTF-8"),
        ("period,value\n" + "2020-01,5\n" * (MOST_ROWS + 1), {}, "at most 20,000"),
    ],
)  # fmt: skip
def test_what_is_wrong(text, values, says):
    if "figure of this council" in says:
        assert read(text, **values) == [[PLACE, "2020-21", "5", None]]
    else:
        assert any(says in fault for fault in faults(text, **values))


def test_a_rate_of_more_than_its_whole_is_one():
    text = "period,numerator,denominator\n2020-01,5,4\n"
    assert read(text, unit="per 1,000") == [[PLACE, "2020-01", "5", "4"]]


def test_a_workbook_with_dates_and_numbers_is_read():
    book, file = Workbook(), io.BytesIO()
    for row in (["period", "value"], [date(2020, 1, 1), 12], [date(2020, 2, 1), 12.5]):
        book.active.append(row)
    book.save(file)
    assert read(file.getvalue()) == [[PLACE, "2020-01", "12", None], [PLACE, "2020-02", "12.5", None]]


def test_councils_are_written_by_name(demo_home):
    from careplace.casework import edition_reader

    with edition_reader.edition(demo_home) as edition:
        area = next(
            area for area in edition.gazetteer.areas.values() if area.kind == "council" and area.stands()
        )
    text = f"period,area,value\n2020-01,{area.name},5\n"
    assert read(text, demo_home, place=area.code, design=COMPARED)[0][0] == area.code
    edition_reader.forget()


def test_what_is_pasted_from_a_spreadsheet_is_a_table_too():
    assert typed_table("period\tvalue\n2020-01\t1,250\n") == b'period,value\r\n2020-01,"1,250"\r\n'
    assert typed_table("period,value\n") == b"period,value\n"


@given(st.decimals(0, 10**11, places=6))
def test_a_number_is_read_as_it_was_written(number):
    for text in (f"{number:f}", f"{number:,f}"):
        assert number_of(text) == number


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_none(text):
    number = number_of(text)
    assert number is None or (
        number >= 0 and number == Decimal(text.replace(",", "")).quantize(Decimal("0.000001"))
    )


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_periods_of_every_kind(day):
    month = f"{day:%Y-%m}"
    assert period_of(month, "month") == period_of(f"{month}-01", "month") == month
    assert period_of(f"{month}-01 00:00:00", "month") == month
    year = f"{day.year}-{(day.year + 1) % 100:02}"
    assert period_of(year, "financial year") == period_of(year.replace("-", "/"), "financial year") == year
    assert period_of(str(day.year), "year") == str(day.year)
    assert period_of(f"{day.year}-{day.year % 100:02}", "financial year") == ""


@given(st.text(max_size=20), st.sampled_from(["month", "financial year", "year"]))
def test_any_text_is_a_period_or_none(text, kind):
    assert period_of(text, kind) == "" or text[:4].isdigit()
