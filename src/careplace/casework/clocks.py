"""Clocks in working days of England: when something is due, how much time is left, and what is overdue.

A working day is a Monday to Friday that is no bank holiday of England. The day on which a clock starts is not counted; a
clock of ten working days is due at the end of the tenth working day after it. Days are local dates of Europe/London.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from careplace.publish.wording import day as day_words

LONDON = ZoneInfo("Europe/London")
LONGEST = 1000
"""Working days that a clock may run: about four years."""
_DAY = timedelta(days=1)


class WrongClock(ValueError):
    """A clock that cannot run; the message lists everything that is wrong."""


@dataclass(frozen=True)
class Pause:
    """Days on which a clock does not run: from `start`, included, to `end`, not included; None while it lasts."""

    start: date
    end: date | None
    reason: str


@dataclass(frozen=True)
class Clock:
    """Something that is due `working_days` after the day `started`. `pauses` are in order and do not overlap.

    Raises:
        WrongClock: with everything that is wrong.
    """

    started: date
    working_days: int
    pauses: tuple[Pause, ...] = ()

    def __post_init__(self) -> None:
        if problems := _problems(self):
            raise WrongClock("; ".join(problems))

    def paused_on(self, day: date) -> Pause | None:
        """The pause that a day is in."""
        inside = (p for p in self.pauses if p.start <= day and (p.end is None or day < p.end))
        return next(inside, None)

    def due(self) -> date | None:
        """The day at whose end the time is over; None while a pause without an end keeps it open."""
        day, left = self.started, self.working_days
        while left:
            day += _DAY
            pause = self.paused_on(day)
            if pause is not None and pause.end is None:
                return None
            left -= is_working_day(day) and pause is None
        return day


def local_day(moment: datetime) -> date:
    """The date in England at a moment: 23:30 UTC on 30 June is 1 July there.

    Raises:
        ValueError: for a moment without a time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone before it has a date")
    return moment.astimezone(LONDON).date()


def working_day_before(today: date) -> date:
    """The latest working day of England before a day: on a Monday the Friday, unless that was a bank holiday."""
    day = today - _DAY
    while not is_working_day(day):
        day -= _DAY
    return day


def start_of(day: date) -> datetime:
    """The first moment of a day in England."""
    return datetime.combine(day, time(), tzinfo=LONDON)


def is_working_day(day: date) -> bool:
    """Whether a day is a Monday to Friday and no bank holiday of England."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def last_working_day(before: date) -> date:
    """The last working day before a day."""
    day = before - _DAY
    while not is_working_day(day):
        day -= _DAY
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days come after `start` up to `end`, included; 0 where `end` is not later."""
    return sum(is_working_day(start + n * _DAY) for n in range(1, (end - start).days + 1))


def remaining(clock: Clock, today: date) -> int | None:
    """Working days left after today, 0 on the day that it is due; negative where it is overdue; None while it is paused."""
    due = clock.due()
    if due is None:
        return None
    if due < today:
        return -working_days_between(due, today)
    days = (today + n * _DAY for n in range(1, (due - today).days + 1))
    return sum(is_working_day(day) and clock.paused_on(day) is None for day in days)


def is_overdue(clock: Clock, today: date) -> bool:
    """Whether the day that it was due is over."""
    due = clock.due()
    return due is not None and due < today


def words(clock: Clock, today: date) -> str:
    """How a clock stands: "due in 3 working days, on 6 January 2027"."""
    due, pause = clock.due(), clock.paused_on(today)
    if due is None or pause is not None:
        return _paused_words(pause or clock.pauses[-1], today, due)
    return _due_words(due, remaining(clock, today) or 0, today)


def due_words(due: date, today: date) -> str:
    """How something stands whose day is fixed: "due in 3 working days, on 6 January 2027"."""
    return _due_words(due, working_days_between(today, due) or -working_days_between(due, today), today)


def _due_words(due: date, left: int, today: date) -> str:
    if due == today:
        return "due today"
    if due > today:
        return f"due in {_counted(left)}, on {day_words(due)}"
    since = f"overdue by {_counted(-left)}" if left else "overdue"
    return f"{since}: was due on {day_words(due)}"


def _paused_words(pause: Pause, today: date, due: date | None) -> str:
    state = "paused since" if pause.start <= today else "pauses on"
    then = f"; due on {day_words(due)}" if due is not None else ""
    return f"{state} {day_words(pause.start)}: {pause.reason.strip().rstrip('.')}{then}"


def _counted(days: int) -> str:
    return f"{days} working day{'' if days == 1 else 's'}"


def _problems(clock: Clock) -> list[str]:
    problems = [] if 1 <= clock.working_days <= LONGEST else [f"working days: from 1 to {LONGEST}"]
    end: date | None = clock.started
    for pause in clock.pauses:
        if not pause.reason.strip():
            problems.append(f"the pause of {day_words(pause.start)} needs a reason")
        if end is None or pause.start < end:
            problems.append(
                f"the pause of {day_words(pause.start)} begins before the clock or within another pause"
            )
        if pause.end is not None and pause.end <= pause.start:
            problems.append(f"the pause of {day_words(pause.start)} must end after it begins")
        end = pause.end
    return problems


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
