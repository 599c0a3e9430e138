"""What visits and actions need of people, and whose delay it is."""

from collections.abc import Iterable
from datetime import date, timedelta

from careplace.casework.assurance.states import MANAGERS, OFFICERS
from careplace.casework.assurance.visits.models import Action, Visit
from careplace.casework.audit.models import Event
from careplace.casework.clocks import last_working_day, local_day
from careplace.casework.digest.sources import Reminder, reminders
from careplace.publish.wording import day

SOON = timedelta(days=7)
"""How long before its day a visit is in the mail."""
ENDING = timedelta(days=3)
"""How long before its end a clock is."""
PLAN = timedelta(days=14)
"""How long a provider has to say what it will do, before its plan counts as late."""


@reminders("visits")
def of_visits(place: str, today: date) -> Iterable[Reminder]:
    """Visits that are near or late, drafts whose time is over, and reports that wait for a review."""
    rows = Visit.objects.at(place).filter(state__in=("planned", "accuracy", "review"))
    for visit in rows.select_related("service").defer("record"):
        yield from _of_visit(visit, today)


def _of_visit(visit: Visit, today: date) -> Iterable[Reminder]:
    name, page = visit.service.name, ("visit", str(visit.pk))
    person = str(visit.officer_id or "")
    roles = frozenset() if person else OFFICERS
    if visit.state == "planned" and visit.planned_on <= today + SOON:
        late = visit.planned_on < today
        words = "was planned for" if late else "is planned for"
        sentence = f"{name}: a visit {words} {day(visit.planned_on)}."
        yield Reminder(sentence, page, person, roles, visit.planned_on, "team" if late else "")
    due = visit.accuracy_due_on
    if visit.state == "accuracy" and due and due <= today + ENDING:
        over = due < today
        end = "is over: go on to the review" if over else "ends then"
        sentence = f"{name}: the provider has until {day(due)} to check the draft. That time {end}."
        yield Reminder(sentence, page, person, roles, due, "team" if over else "provider")
    if visit.state == "review":
        yield Reminder(f"{name}: a report waits for its review.", page, "", MANAGERS, None, "team")


@reminders("actions")
def of_actions(place: str, today: date) -> Iterable[Reminder]:
    """Actions that are overdue, plans that providers owe, and proofs that an officer has to see."""
    rows = Action.objects.at(place).filter(state__in=("proposed", "agreed", "done"))
    for action in rows.select_related("service", "visit").defer("visit__record"):
        yield from _of_action(action, today)


def _of_action(action: Action, today: date) -> Iterable[Reminder]:
    name, page = action.service.name, ("service-plan", str(action.service_id))
    person = str(action.visit.officer_id or "") if action.visit else ""
    roles = frozenset() if person else OFFICERS
    plan_due = local_day(action.created_at) + PLAN
    if action.overdue(today):
        sentence = f"{name}: an action is overdue. It was due on {day(action.due_on)}."
        yield Reminder(sentence, page, person, roles, action.due_on, "provider")
    elif action.state == "proposed" and plan_due < today:
        sentence = f"{name}: the provider has not said what it will do. Its plan was due on {day(plan_due)}."
        yield Reminder(sentence, page, person, roles, plan_due, "provider")
    elif action.state == "done":
        sentence = f"{name}: an action is reported done, and its proof waits for an officer."
        yield Reminder(sentence, page, person, roles, None, "team")


@reminders("changed-visits")
def of_changes(place: str, today: date) -> Iterable[Reminder]:
    """Visits that colleagues changed since the working day before."""
    events = Event.objects.filter(place=place, kind="visit", at__date__gte=last_working_day(today))
    people: dict[str, set[str]] = {}
    for record, person in events.values_list("record", "person"):
        people.setdefault(record, set()).add(person)
    rows = Visit.objects.at(place).filter(pk__in=people).exclude(officer=None).select_related("service")
    changed: dict[str, list[Visit]] = {}
    for visit in rows.defer("record"):
        if people[str(visit.pk)] - {str(visit.officer_id)}:
            changed.setdefault(str(visit.officer_id), []).append(visit)
    for person, visits in changed.items():
        yield _of_changed(person, visits)


def _of_changed(person: str, visits: list[Visit]) -> Reminder:
    """One reminder however many they are: a manager who accepts a plan changes dozens at once."""
    if len(visits) > 1:
        return Reminder(
            f"Colleagues planned or changed {len(visits)} of your visits.", ("calendar", ""), person
        )
    sentence = f"{visits[0].service.name}: a colleague planned or changed your visit."
    return Reminder(sentence, ("visit", str(visits[0].pk)), person)
