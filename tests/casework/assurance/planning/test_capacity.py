"""How many visits fit into a week: leave, bank holidays and the edges of the period are left out."""

from datetime import date

import pytest

from careplace.casework.assurance.planning.capacity import Absence, Officer, visits_in_week, weeks

START, END = date(2027, 1, 1), date(2027, 12, 31)


@pytest.mark.parametrize(
    ("monday", "absences", "visits"),
    [
        (date(2027, 1, 11), (), 5),
        (date(2026, 12, 28), (), 0),  # Friday 1 January is a bank holiday, and the rest is before the period.
        (date(2027, 3, 22), (), 4),  # Good Friday
        (date(2027, 1, 11), (Absence(date(2027, 1, 13), date(2027, 1, 20)),), 2),
        (date(2027, 1, 11), (Absence(date(2027, 1, 1), date(2027, 1, 31)),), 0),
        (date(2027, 1, 11), (Absence(date(2027, 1, 16), date(2027, 1, 17)),), 5),
        (date(2027, 12, 27), (), 3),
    ],
)
def test_visits_in_a_week(monday, absences, visits):
    officer = Officer("A", 5, frozenset({"North"}), absences)
    assert visits_in_week(officer, monday, START, END) == visits


def test_part_of_a_visit_is_none():
    officer = Officer("A", 2, frozenset(), (Absence(date(2027, 1, 11), date(2027, 1, 11)),))
    assert visits_in_week(officer, date(2027, 1, 11), START, END) == 1


def test_weeks_begin_on_mondays_and_cover_the_period():
    mondays = list(weeks(START, END))
    assert (mondays[0], mondays[-1], len(mondays)) == (date(2026, 12, 28), date(2027, 12, 27), 53)
    assert {monday.weekday() for monday in mondays} == {0}
