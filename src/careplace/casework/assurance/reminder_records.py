"""What the reminders of a place's work are made from, read together: five queries, however much there is."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q

from careplace.casework.assurance.caseload.unfinished import (
    UNFINISHED_VISITS,
    Unfinished,
    unfinished,
    visits_of,
)
from careplace.casework.assurance.planning.models import Leave
from careplace.casework.assurance.states import MANAGERS
from careplace.casework.audit.models import Event
from careplace.casework.clocks import start_of, working_day_before
from careplace.casework.scope.actor import TIMER, Actor

KINDS = ("visit", "shared report", "action")
"""Kinds of records whose changes people are reminded of."""


class Changed(NamedTuple):
    """A change of a record in the audit."""

    kind: str
    action: str
    record: str
    person: str
    at: datetime


@dataclass(frozen=True)
class ReminderRecords:
    """What is not finished at a place, and what was changed since the working day before.

    Of the visits, `officer_away` is whether their officer is on leave on their day, and `report` the id of a final report
    that the provider reads; finished visits are among them where they, or that, changed since the working day before.
    """

    place: str
    today: date
    unfinished: Unfinished
    changes: tuple[Changed, ...]


def reminder_records(place: str, today: date) -> ReminderRecords:
    """The records of a place on a day, as far as a manager may read them."""
    since, reader = start_of(working_day_before(today)), Actor(TIMER, place, MANAGERS)
    shared = Q(shared_report__state="shared")
    needed = UNFINISHED_VISITS | Q(changed_at__gte=since) | shared & Q(shared_report__changed_at__gte=since)
    days = {"first_on__lte": OuterRef("planned_on"), "last_on__gte": OuterRef("planned_on")}
    leave = Leave.objects.at(place).filter(state="entered", officer=OuterRef("officer"), **days)
    visits = visits_of(reader, needed).annotate(
        officer_away=Exists(leave), report=F("shared_report__pk"), report_state=F("shared_report__state")
    )
    events = Event.objects.filter(place=place, kind__in=KINDS, at__gte=since)
    changes = tuple(map(Changed._make, events.values_list(*Changed._fields)))
    return ReminderRecords(place, today, unfinished(reader, today, visits), changes)
