"""How many visits fit into a week: leave, bank holidays, other visits and the edges of the period are left out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.casework.assurance.planning.capacity import Absence, Officer, visits_in_week, weeks

START, END = date(2027, 1, 1), date(2027, 12, 31)


@pytest.mark.parametrize(
    ("monday", "absences", "visits"),
    [
        (date(2027, 1, 11), (), 3),
        (date(2026, 12, 28), (), 0),  # Friday 1 January is a bank holiday, and the rest is before the period.
        (date(2027, 3, 22), (), 2),  # Good Friday
        (date(2027, 1, 11), (Absence(date(2027, 1, 13), date(2027, 1, 20)),), 1),
        (date(2027, 1, 11), (Absence(date(2027, 1, 12), date(2027, 1, 20)),), 1),
        (date(2027, 1, 11), (Absence(date(2027, 1, 1), date(2027, 1, 31)),), 0),
        (date(2027, 1, 11), (Absence(date(2027, 1, 16), date(2027, 1, 17)),), 3),
        (date(2027, 12, 27), (), 2),
    ],
)
def test_visits_in_a_week(monday, absences, visits):
    officer = Officer("A", 13, frozenset({"North"}), absences)
    assert visits_in_week(officer, monday, START, END) == visits


def in_year(officer: Officer) -> int:
    return sum(
        visits_in_week(officer, monday, date(2027, 1, 4), date(2028, 1, 2))
        for monday in weeks(date(2027, 1, 4), date(2028, 1, 2))
    )


@pytest.mark.parametrize("visits", range(1, 13))
def test_a_year_has_twelve_times_the_visits_of_a_month_less_bank_holidays(visits):
    total = in_year(Officer("A", visits, frozenset()))
    assert 12 * visits * 0.94 - 1 <= total <= 12 * visits + 1


def test_a_day_of_leave_changes_no_other_week_and_takes_no_visit_of_one_a_week():
    officer, away = Officer("A", 5, frozenset()), Absence(date(2027, 1, 11), date(2027, 1, 11))
    assert in_year(officer) == in_year(Officer("A", 5, frozenset(), (away,)))


@given(st.integers(1, 20), st.dates(START, END), st.dates(START, END))
def test_leave_changes_no_week_in_which_nobody_is_away(visits, first, last):
    officer, away = Officer("A", visits, frozenset()), Absence(min(first, last), max(first, last))
    without = Officer("A", visits, frozenset(), (away,))
    for monday in weeks(START, END):
        before, after = (visits_in_week(one, monday, START, END) for one in (officer, without))
        outside = monday + timedelta(days=6) < away.first or monday > away.last
        assert after == before if outside else after <= before


def test_visits_that_the_plan_does_not_make_take_time_too():
    officer = Officer(
        "A", 13, frozenset(), other_visits=(date(2027, 1, 12), date(2027, 1, 17), date(2027, 1, 18))
    )
    assert visits_in_week(officer, date(2027, 1, 11), START, END) == 1
    assert visits_in_week(officer, date(2027, 1, 18), START, END) == 2
    busy = Officer("A", 1, frozenset(), other_visits=(date(2027, 1, 12),))
    assert visits_in_week(busy, date(2027, 1, 11), START, END) == 0


def test_weeks_begin_on_mondays_and_cover_the_period():
    mondays = list(weeks(START, END))
    assert (mondays[0], mondays[-1], len(mondays)) == (date(2026, 12, 28), date(2027, 12, 27), 53)
    assert {monday.weekday() for monday in mondays} == {0}
