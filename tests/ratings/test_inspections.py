"""Newer and carried-over key questions, and the six months of the years before November 2017."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ratings.cases import five

from careplace.ratings.case import rate
from careplace.ratings.inspections import months_after


def case(first: date, second: date, kind: str = "focused", **newer) -> dict:
    return {
        "framework": "adult-social-care-kloe",
        "inspections": [
            {"on": second, "kind": kind, "key_questions": newer or {"Safe": "Good"}},
            {"on": first, "kind": "comprehensive", "key_questions": five("RRGGG")},
        ],
    }


def test_the_newest_of_each_key_question_counts():
    result = rate(case(date(2019, 1, 10), date(2021, 2, 1)))
    assert (result.rating, result.rule.key) == ("Good", "good")
    assert [part.carried_over for part in result.parts] == [False, True, True, True, True]
    assert [part.since for part in result.parts] == [date(2021, 2, 1)] + [date(2019, 1, 10)] * 4


def test_a_late_focused_inspection_left_the_overall_as_it_was():
    result = rate(case(date(2016, 1, 10), date(2017, 2, 1)))
    assert (result.rating, result.rule.key, result.rule.unconfirmed) == (
        "Requires improvement",
        "focused-too-late",
        True,
    )
    assert result.parts[0].rating == "Good"


@pytest.mark.parametrize(
    ("second", "kind", "expected"),
    [
        (date(2016, 7, 10), "focused", "Good"),  # six months to the day
        (date(2016, 7, 11), "focused", "Requires improvement"),
        (date(2016, 7, 11), "comprehensive", "Good"),
        (date(2017, 10, 31), "focused", "Requires improvement"),
        (date(2017, 11, 1), "focused", "Good"),
    ],
)
def test_where_the_six_months_end(second, kind, expected):
    assert rate(case(date(2016, 1, 10), second, kind)).rating == expected


def test_without_unconfirmed_rules_a_late_focused_inspection_counts():
    assert rate(case(date(2016, 1, 10), date(2017, 2, 1)), confirmed_only=True).rating == "Good"


def test_inspected_but_not_rated_takes_no_rating_away():
    result = rate(case(date(2019, 1, 10), date(2021, 2, 1), Safe="Inspected but not rated"))
    assert result.parts[0].rating == "Requires improvement"
    assert result.parts[0].carried_over


def test_a_limit_bears_on_what_inspections_give():
    document = case(date(2019, 1, 10), date(2021, 2, 1)) | {"limits": [{"kind": "breach-of-regulation"}]}
    assert rate(document).rating == "Requires improvement"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2015, 8, 31), 6, date(2016, 2, 29)),
        (date(2016, 8, 31), 6, date(2017, 2, 28)),
        (date(2016, 7, 1), 6, date(2017, 1, 1)),
    ],
)
def test_months_end_within_their_month(day, months, expected):
    assert months_after(day, months) == expected


@given(st.dates(date(2014, 1, 1), date(2030, 1, 1)), st.integers(1, 24))
def test_months_after_is_that_many_months_later(day, months):
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day
