"""Promises that are missed or will be, steps that wait for the team, and what colleagues changed, as reminders."""

from collections.abc import Iterable
from datetime import date

from careplace.casework.assurance.caseload.promises import Promise, promises
from careplace.casework.assurance.caseload.unfinished import unfinished
from careplace.casework.assurance.states import MANAGERS
from careplace.casework.assurance.visits.changed_visits import changed_visits
from careplace.casework.clocks import start_of, working_day_before
from careplace.casework.digest.sources import Reminder, reminders
from careplace.casework.scope.actor import TIMER, Actor


@reminders("work")
def of_work(place: str, today: date) -> Iterable[Reminder]:
    """Every promise at a place of which somebody is reminded, and visits that were changed since the working day before."""
    since = start_of(working_day_before(today))
    everything = unfinished(Actor(TIMER, place, MANAGERS), today, since)
    yield from (_reminder(promise, today) for promise in promises(everything) if promise.calls(today))
    yield from changed_visits(place, everything.visits, since)


def _reminder(promise: Promise, today: date) -> Reminder:
    return Reminder(
        sentence=f"{promise.service.name}: {promise.words(today)}.",
        page=(promise.page, str(promise.record)),
        person=promise.person or "",
        roles=promise.roles,
        due_on=promise.due,
        turn=promise.turn,
    )
