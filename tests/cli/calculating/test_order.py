"""Points in time as people write them sort as they follow each other."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.cli.calculating.order import position

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d %b %Y", "%d %B %Y")
MONTHS = ("%Y-%m", "%b %Y", "%B %Y", "%b-%Y", "%B-%Y")


@given(DAYS, st.sampled_from(FORMS))
def test_a_day_is_itself_in_every_form(day, form):
    assert position(day.strftime(form)) == day.toordinal()


@given(DAYS, st.sampled_from(MONTHS))
def test_a_month_begins_on_its_first_day(day, form):
    assert position(day.strftime(form)) == day.replace(day=1).toordinal()


@given(st.integers(1900, 2098))
def test_a_financial_year_begins_in_april_and_a_quarter_with_its_month(year):
    april = date(year, 4, 1).toordinal()
    assert position(f"{year}/{(year + 1) % 100:02}") == position(f"{year}-{year + 1}") == april
    assert position(f"Q2 {year}") == position(f"{year} Q2") == position(f"{year}-q2") == april
    assert position(str(year)) == date(year, 1, 1).toordinal()


@given(st.lists(st.integers(1950, 2090), min_size=2, max_size=9, unique=True))
def test_years_that_could_be_months_sort_as_years(years):
    """2010-11 reads as a month too, 2012-13 as a financial year alone."""
    texts = [f"{year}-{(year + 1) % 100:02}" for year in sorted(years)]
    assert sorted(texts, key=position) == texts


@pytest.mark.parametrize(
    ("text", "expected"), [("3", 3), ("-2.5", -2.5), ("5-9", 5), ("90+", 90), ("85 to 89", 85), (" 12 ", 12)]
)
def test_numbers_and_age_bands_are_their_first_number(text, expected):
    assert position(text) == expected


@pytest.mark.parametrize(
    "text", ["", "soon", "Foo 2024", "2024-13", "2014/16", "Sept", "31/02/2024", "Augustus 2024", "1,000"]
)
def test_what_says_no_time_has_no_position(text):
    assert position(text) is None


def test_september_may_have_four_letters_and_years_two():
    assert (
        position("Sept 24")
        == position("Sep-24")
        == position("September 2024")
        == date(2024, 9, 1).toordinal()
    )
