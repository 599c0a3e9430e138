"""Clocks in working days: known answers, an oracle with a written calendar, and properties."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.casework.clocks import (
    Clock,
    Pause,
    WrongClock,
    due_words,
    is_overdue,
    is_working_day,
    local_day,
    remaining,
    words,
    working_days_between,
)

# https://www.gov.uk/bank-holidays, England and Wales.
BANK_HOLIDAYS = {
    date(year, month, day)
    for year, days in {
        2025: ((1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)),
        2026: ((1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)),
        2027: ((1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)),
    }.items()
    for month, day in days
}
DAYS = st.dates(date(2025, 1, 1), date(2027, 6, 30))


def working(day: date) -> bool:
    return day.strftime("%a") not in ("Sat", "Sun") and day not in BANK_HOLIDAYS


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_bank_holidays_are_those_of_the_government(year):
    first = date(year, 1, 1)
    for n in range(365):
        assert is_working_day(first + timedelta(days=n)) == working(first + timedelta(days=n))


def test_scottish_holidays_are_working_days_in_england():
    assert is_working_day(date(2026, 1, 2))
    assert is_working_day(date(2026, 11, 30))


@pytest.mark.parametrize(
    ("started", "days", "due"),
    [
        (date(2026, 12, 18), 10, date(2027, 1, 6)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
    ],
)
def test_known_due_dates(started, days, due):
    assert Clock(started, days).due() == due


@st.composite
def clocks(draw) -> Clock:
    started, pauses = draw(DAYS), []
    end = started
    for _ in range(draw(st.integers(0, 3))):
        start = end + timedelta(days=draw(st.integers(0, 20)))
        end = start + timedelta(days=draw(st.integers(1, 20)))
        pauses.append(Pause(start, end, "evidence awaited"))
    if pauses and draw(st.booleans()):
        pauses[-1] = Pause(pauses[-1].start, None, "evidence awaited")
    return Clock(started, draw(st.integers(1, 30)), tuple(pauses))


def slow_due(clock: Clock) -> date | None:
    """Every day of half a year, one by one, with the written calendar."""
    days = [clock.started + timedelta(days=n) for n in range(1, 200)]
    paused = {day for p in clock.pauses for day in days if p.start <= day and (p.end is None or day < p.end)}
    counted = [day for day in days if working(day) and day not in paused]
    return counted[clock.working_days - 1] if len(counted) >= clock.working_days else None


@given(clocks())
def test_due_is_that_of_the_slow_oracle(clock):
    assert clock.due() == slow_due(clock)


@given(clocks())
def test_a_due_day_is_a_working_day_on_which_the_clock_runs(clock):
    due = clock.due()
    if due is not None:
        assert working(due)
        assert clock.paused_on(due) is None
        assert due > clock.started


@given(clocks(), st.integers(1, 10))
def test_a_longer_clock_is_due_later(clock, more):
    longer = Clock(clock.started, clock.working_days + more, clock.pauses)
    if longer.due() is not None:
        assert clock.due() < longer.due()


@given(clocks(), st.integers(-40, 80))
def test_what_remains_and_what_is_overdue_agree(clock, offset):
    today = clock.started + timedelta(days=abs(offset))
    due, left = clock.due(), remaining(clock, today)
    assert (left is None) == (due is None)
    assert is_overdue(clock, today) == (due is not None and due < today)
    if due is not None:
        assert (left > 0) == (due > today)
        assert left <= clock.working_days


@given(clocks())
def test_all_of_it_remains_on_the_day_that_it_starts(clock):
    assert remaining(clock, clock.started) in (None, clock.working_days)


@given(DAYS, DAYS, DAYS)
def test_working_days_add_up(a, b, c):
    first, second, third = sorted((a, b, c))
    whole = working_days_between(first, third)
    assert whole == working_days_between(first, second) + working_days_between(second, third)


@given(DAYS, st.integers(1, 30))
def test_working_days_between_is_the_inverse_of_due(day, days):
    assert working_days_between(day, Clock(day, days).due()) == days
    assert working_days_between(day, day - timedelta(days=days)) == 0


STARTED = date(2026, 12, 18)
AWAITED = Pause(date(2026, 12, 21), date(2026, 12, 23), "The provider sends evidence.")


@pytest.mark.parametrize(
    ("pauses", "today", "expected"),
    [
        ((), date(2026, 12, 31), "due in 3 working days, on 6 January 2027"),
        ((), date(2027, 1, 5), "due in 1 working day, on 6 January 2027"),
        ((), date(2027, 1, 6), "due today"),
        ((), date(2027, 1, 7), "overdue by 1 working day: was due on 6 January 2027"),
        ((), date(2027, 1, 11), "overdue by 3 working days: was due on 6 January 2027"),
        (
            (AWAITED,),
            date(2026, 12, 22),
            "paused since 21 December 2026: The provider sends evidence; due on 8 January 2027",
        ),
        ((AWAITED,), date(2026, 12, 23), "due in 9 working days, on 8 January 2027"),
        (
            (Pause(date(2026, 12, 21), None, "Appeal"),),
            date(2027, 3, 1),
            "paused since 21 December 2026: Appeal",
        ),
        (
            (Pause(date(2026, 12, 21), None, "Appeal"),),
            date(2026, 12, 20),
            "pauses on 21 December 2026: Appeal",
        ),
    ],
)
def test_how_a_clock_stands_in_words(pauses, today, expected):
    assert words(Clock(STARTED, 10, pauses), today) == expected


def test_on_a_saturday_after_a_friday_it_is_overdue_though_by_no_working_day():
    clock = Clock(date(2026, 11, 19), 1)
    assert clock.due() == date(2026, 11, 20)
    assert words(clock, date(2026, 11, 21)) == "overdue: was due on 20 November 2026"


@pytest.mark.parametrize(
    ("days", "pauses", "message"),
    [
        (0, (), "working days: from 1 to 1000"),
        (1001, (), "working days: from 1 to 1000"),
        (5, (Pause(STARTED, None, " "),), "the pause of 18 December 2026 needs a reason"),
        (5, (Pause(date(2026, 12, 1), None, "x"),), "begins before the clock"),
        (5, (Pause(STARTED, STARTED, "x"),), "must end after it begins"),
        (5, (AWAITED, Pause(date(2026, 12, 22), None, "x")), "within another pause"),
        (5, (Pause(STARTED, None, "x"), AWAITED), "within another pause"),
    ],
)
def test_a_clock_that_cannot_run_is_refused(days, pauses, message):
    with pytest.raises(WrongClock, match=message):
        Clock(STARTED, days, pauses)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 1, 1, 1, 0, tzinfo=timezone(timedelta(hours=2))), date(2025, 12, 31)),
    ],
)
def test_a_day_is_the_local_date(moment, day):
    assert local_day(moment) == day


def test_a_moment_without_a_zone_has_no_date():
    with pytest.raises(ValueError, match="needs its time zone"):
        local_day(datetime(2026, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 12, 24), "due in 1 working day, on 29 December 2026"),
        (date(2026, 12, 29), "due today"),
        (date(2027, 1, 2), "overdue by 2 working days: was due on 29 December 2026"),
    ],
)
def test_a_fixed_day_stands_in_the_words_of_a_clock(today, expected):
    assert due_words(date(2026, 12, 29), today) == expected


def test_a_day_that_passed_without_a_working_day_since_is_overdue():
    assert due_words(date(2026, 12, 25), date(2026, 12, 26)) == "overdue: was due on 25 December 2026"
