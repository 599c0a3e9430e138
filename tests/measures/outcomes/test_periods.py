"""Periods and the days that they mean; segments cut where the meaning changes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.outcomes.fictional_outcomes import MEASURES, point

from careplace.figures import Status
from careplace.measures.outcomes.periods import middle, span, step
from careplace.measures.outcomes.segments import latest, segments

HELPED = MEASURES["helped"]


@pytest.mark.parametrize(
    ("period", "kind", "first", "last"),
    [
        ("2023-24", "financial year", "2023-04-01", "2024-03-31"),
        ("1999-00", "financial year", "1999-04-01", "2000-03-31"),
        ("2011-12", "month", "2011-12-01", "2011-12-31"),
        ("2011-12", "financial year", "2011-04-01", "2012-03-31"),
        ("2024-02", "month", "2024-02-01", "2024-02-29"),
        ("2019-21", "three years", "2019-01-01", "2021-12-31"),
        ("2019 - 21", "three years", "2019-01-01", "2021-12-31"),
        ("2021", "year", "2021-01-01", "2021-12-31"),
        ("2023-Q4", "quarter", "2023-10-01", "2023-12-31"),
        ("2025-08-31", "day", "2025-08-31", "2025-08-31"),
        ("2017-18..2021-22", "financial year", "2017-04-01", "2022-03-31"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(period, kind, first, last):
    assert span(period, kind) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("wrong", ["", "lately", "2023-25", "2023-13", "20", "2023-24..", "..2023"])
def test_words_that_are_no_period_are_refused(wrong):
    with pytest.raises(ValueError, match="is not a"):
        span(wrong, "financial year")


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_days_and_months_follow_one_another(day):
    after = day + timedelta(1)
    assert step(day.isoformat(), after.isoformat(), "day") == 1
    month, later = day.strftime("%Y-%m"), (day.replace(day=28) + timedelta(5)).strftime("%Y-%m")
    assert step(month, later, "month") == 1
    assert span(month, "month")[0] <= middle(month, "month") <= span(month, "month")[1]
    assert span(month, "month")[0] <= day <= span(month, "month")[1]


def test_years_follow_one_another():
    assert step("2019-20", "2020-21", "financial year") == 1
    assert step("2017", "2020", "year") == 3


def test_a_series_is_cut_at_definitions_and_put_in_order():
    run = [
        point("helped", "Y01", y, version=v)
        for y, v in (("2020-21", "b"), ("2019-20", "a"), ("2018-19", "b"))
    ]
    assert [[f.period for f in one] for one in segments(HELPED, run)] == [
        ["2018-19"],
        ["2019-20"],
        ["2020-21"],
    ]
    assert segments(HELPED, []) == ()


def test_the_newest_is_the_last_with_a_value():
    told = [point("helped", "Y01", f"201{n}-1{n + 1}", numerator=n, denominator=10) for n in range(5, 8)]
    empty = point("helped", "Y01", "2018-19", status=Status.SUPPRESSED)
    assert latest(segments(HELPED, [*told, empty])) == (told[-1], told[-2])
    assert latest(segments(HELPED, [empty])) == (None, None)
    assert latest(()) == (None, None)


@pytest.mark.parametrize(
    ("earlier", "later", "kind", "expected"),
    [
        ("2025-08-30", "2025-08-31", "day", 1),
        ("2025-08-24", "2025-08-31", "week", 1),
        ("2024-12", "2025-01", "month", 1),
        ("2024 Q4", "2025 Q1", "quarter", 1),
        ("2024 Q1", "2025 Q1", "quarter", 4),
        ("2023-24", "2024-25", "financial year", 1),
        ("2023", "2025", "year", 2),
        ("2018-20", "2019-21", "three years", 1),
    ],
)
def test_one_step_is_from_a_period_to_the_next_of_its_kind(earlier, later, kind, expected):
    """A quarter counted as 0.25 of a step, so that a series by quarter seemed to have gaps everywhere."""
    assert step(earlier, later, kind) == expected
