"""Which clocks run at a place: what somebody has promised about a service, whose turn it is, by when, and what is missed.

This is the one place that states it: Today, the reminders of a person and the daily mail all read `promises`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from careplace.casework.assurance.caseload.unfinished import Unfinished
from careplace.casework.assurance.escalation.models import EscalationCase
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.overrides.models import Override
from careplace.casework.assurance.states import MANAGERS, OFFICERS
from careplace.casework.assurance.visits.models import Action, Visit
from careplace.casework.clocks import due_words, local_day, working_days_between
from careplace.casework.digest.sources import Turn
from careplace.publish.page import lower_first
from careplace.publish.wording import day

SOON = 5
"""Working days before its day on which a promise is shown as one that will be missed if nothing changes: a week's work."""


@dataclass(frozen=True)
class Promise:
    """A step that is not done yet.

    `due` is its last day; None where nobody has set one, and then it has waited since `since`. `page` and `record` name the
    page where it is done; `person` is the id of the officer whose it is, None where nobody is named; `roles` may do it.
    """

    service: Service
    step: str
    turn: Turn
    page: str
    record: UUID
    due: date | None = None
    since: date | None = None
    person: str | None = None
    roles: frozenset[str] = OFFICERS

    def missed(self, today: date) -> bool:
        """Whether its day is over."""
        return self.due is not None and self.due < today

    def at_risk(self, today: date) -> bool:
        """Whether its day is today or within SOON working days."""
        return self.due is not None and self.due >= today and working_days_between(today, self.due) <= SOON

    def calls(self, today: date) -> bool:
        """Whether somebody is reminded of it: it is missed or at risk, or it waits for the team and nobody has set a day."""
        return self.missed(today) or self.at_risk(today) or (self.due is None and self.turn is Turn.OURS)

    def words(self, today: date) -> str:
        """The step and its clock, in a sentence: "make the visit, due today"."""
        return f"{lower_first(self.step)}, {self.clock(today)}"

    def clock(self, today: date) -> str:
        """How its time stands, in words."""
        if self.due is not None:
            return due_words(self.due, today)
        waited = working_days_between(self.since, today) if self.since else 0
        days = f"{waited} working day{'' if waited == 1 else 's'}"
        return f"no date set; waiting for {days}, since {day(self.since)}" if self.since else "no date set"


def promises(records: Unfinished) -> list[Promise]:
    """Every open promise that the reader may read: the earliest day first; last, those without a day."""
    steps = [
        *(step for visit in records.visits for step in _of_visit(visit, records.today)),
        *(step for action in records.actions for step in _of_action(action)),
        *(_of_override(o) for o in records.overrides if o.counts_on(records.today)),
        *(_of_case(case) for case in records.cases),
    ]
    far = date.max
    return sorted(steps, key=lambda p: (p.due or far, p.since or far, p.service.name.casefold(), p.step))


def _of_visit(visit: Visit, today: date) -> Iterator[Promise]:
    write = _VISIT_STEPS.get(visit.state)
    if write:
        yield from write(visit, today)


def _visit_step(
    visit: Visit, step: str, turn: Turn, due: date | None = None, since: date | None = None
) -> Promise:
    return Promise(visit.service, step, turn, "visit", visit.pk, due, since, _person(visit.officer_id))


def _person(id: UUID | None) -> str | None:
    return str(id) if id else None


def _planned(visit: Visit, _today: date) -> Iterator[Promise]:
    yield _visit_step(visit, "Make the visit", Turn.OURS, due=visit.planned_on)


def _recording(visit: Visit, _today: date) -> Iterator[Promise]:
    yield _visit_step(visit, "Send the draft to the provider", Turn.OURS, since=visit.visited_on)


def _accuracy(visit: Visit, today: date) -> Iterator[Promise]:
    due = visit.accuracy_due_on
    if due is None or due >= today:
        yield _visit_step(visit, "Check the facts of the draft", Turn.PROVIDER, due=due)
    else:
        yield _visit_step(visit, "End the provider’s check of the facts", Turn.OURS, since=due)
    if count := visit.open_challenges:
        words = "challenge" if count == 1 else "challenges"
        yield _visit_step(visit, f"Answer {count} {words} of the provider", Turn.OURS, due=due)


def _review(visit: Visit, _today: date) -> Iterator[Promise]:
    step, since = "Review the draft and make it final", local_day(visit.changed_at)
    yield Promise(visit.service, step, Turn.OURS, "visit", visit.pk, since=since, roles=MANAGERS)


_VISIT_STEPS: dict[str, Callable[[Visit, date], Iterator[Promise]]] = {
    "planned": _planned,
    "recording": _recording,
    "accuracy": _accuracy,
    "review": _review,
}


def _of_action(action: Action) -> Iterator[Promise]:
    plan_due = min(action.plan_due_on, action.due_on or date.max)
    steps = {
        "proposed": ("Agree to an action", Turn.PROVIDER, plan_due, None),
        "agreed": ("Do what was agreed", Turn.PROVIDER, action.due_on, None),
        "done": ("See the proof of an action", Turn.OURS, None, local_day(action.changed_at)),
    }
    if action.state in steps:
        step, turn, due, since = steps[action.state]
        person = _person(action.officer_id)
        yield Promise(action.service, step, turn, "service-plan", action.service_id, due, since, person)


def _of_override(override: Override) -> Promise:
    step = "Review the decision about its priority, which ends by itself"
    page, person = ("service-priority", override.service_id), _person(override.decided_by_id)
    return Promise(override.service, step, Turn.OURS, *page, due=override.until, person=person)


def _of_case(case: EscalationCase) -> Promise:
    """A level stays in force after the day of its review."""
    step, person = "Review the level of its case", _person(case.owner_id)
    return Promise(case.service, step, Turn.OURS, "case", case.pk, due=case.review_on, person=person)
