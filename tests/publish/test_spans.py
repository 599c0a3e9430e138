"""Spans of time in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.publish.spans import LONGEST, YEARS_FROM, in_words, months_between


@pytest.mark.parametrize(
    ("earlier", "later", "words"),
    [
        (date(2025, 9, 1), date(2026, 9, 1), "twelve months"),
        # Registers come out on any day of a month.
        (date(2025, 5, 3), date(2026, 5, 1), "twelve months"),
        (date(2026, 8, 1), date(2026, 9, 1), "one month"),
        (date(2024, 10, 1), date(2026, 9, 1), "twenty-three months"),
        (date(2024, 9, 1), date(2026, 9, 1), "two years"),
        (date(2021, 2, 1), date(2026, 5, 29), "five years"),
        (date(2021, 2, 1), date(2025, 3, 13), "four years"),
    ],
)
def test_a_span_is_in_months_and_from_two_years_in_years(earlier, later, words):
    assert in_words(months_between(earlier, later)) == words


@given(st.integers(YEARS_FROM, LONGEST))
def test_over_so_many_years_is_never_more_than_there_are(months):
    number = in_words(months).removesuffix("s").removesuffix(" year")
    years = [in_words(m).removesuffix("s").removesuffix(" month") for m in range(YEARS_FROM)].index(number)
    assert 0 <= months - 12 * years < 12


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(0, LONGEST))
def test_months_are_those_of_their_days(day, months):
    assert months_between(day, day + timedelta(days=round(months * 30.4375))) == months


@pytest.mark.parametrize("months", [-1, LONGEST + 1])
def test_a_span_without_words_is_refused(months):
    with pytest.raises(ValueError, match=f"{months} months cannot be given in words"):
        in_words(months)
