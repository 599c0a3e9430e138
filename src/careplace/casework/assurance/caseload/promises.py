"""What somebody has promised about a service: by when, whose turn it is, and what is missed if nothing changes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from careplace.casework.assurance.caseload.records import Records
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.overrides.models import Override
from careplace.casework.assurance.visits.models import Action, Visit
from careplace.casework.clocks import due_words, local_day, working_days_between
from careplace.publish.wording import day

SOON = 5
"""Working days before its day on which a promise is shown as one that will be missed if nothing changes: a week's work."""


class Turn(StrEnum):
    """Who has to do the next step."""

    OURS = "ours"
    PROVIDER = "the provider’s"


@dataclass(frozen=True)
class Promise:
    """A step that is not done yet.

    `due` is its last day; None where nobody has set one, and then it has waited since `since`. `page` and `record` name the
    page where it is done; `person` is the id of the officer whose it is, None where nobody is named.
    """

    service: Service
    step: str
    turn: Turn
    page: str
    record: UUID
    due: date | None = None
    since: date | None = None
    person: str | None = None

    def missed(self, today: date) -> bool:
        """Whether its day is over."""
        return self.due is not None and self.due < today

    def at_risk(self, today: date) -> bool:
        """Whether its day is today or within SOON working days."""
        return self.due is not None and self.due >= today and working_days_between(today, self.due) <= SOON

    def clock(self, today: date) -> str:
        """How its time stands, in words."""
        if self.due is not None:
            return due_words(self.due, today)
        waited = working_days_between(self.since, today) if self.since else 0
        days = f"{waited} working day{'' if waited == 1 else 's'}"
        return f"no date set; waiting for {days}, since {day(self.since)}" if self.since else "no date set"


def promises(records: Records) -> list[Promise]:
    """Every open promise that the reader may read: the earliest day first; last, those without a day."""
    steps = [
        *(step for visit in records.visits for step in _of_visit(visit, records.today)),
        *(step for action in records.actions for step in _of_action(action)),
        *(_of_override(o) for o in records.overrides if o.counts_on(records.today)),
    ]
    far = date.max
    return sorted(steps, key=lambda p: (p.due or far, p.since or far, p.service.name.casefold(), p.step))


def _of_visit(visit: Visit, today: date) -> Iterator[Promise]:
    write = _VISIT_STEPS.get(visit.state)
    if write:
        yield from write(visit, today)


def _visit_step(visit: Visit, step: str, turn: Turn, **when: date | None) -> Promise:
    person = str(visit.officer_id) if visit.officer_id else None
    return Promise(visit.service, step, turn, "visit", visit.pk, person=person, **when)


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
    since = local_day(visit.changed_at)
    yield Promise(
        visit.service, "Review the draft and make it final", Turn.OURS, "visit", visit.pk, since=since
    )


_VISIT_STEPS: dict[str, Callable[[Visit, date], Iterator[Promise]]] = {
    "planned": _planned,
    "recording": _recording,
    "accuracy": _accuracy,
    "review": _review,
}


def _of_action(action: Action) -> Iterator[Promise]:
    steps = {
        "proposed": ("Agree to an action", Turn.PROVIDER, None, local_day(action.created_at)),
        "agreed": ("Do what was agreed", Turn.PROVIDER, action.due_on, None),
        "done": ("See the proof of an action", Turn.OURS, None, local_day(action.changed_at)),
    }
    if action.state in steps:
        step, turn, due, since = steps[action.state]
        yield Promise(action.service, step, turn, "service-plan", action.service_id, due=due, since=since)


def _of_override(override: Override) -> Promise:
    step = "Review the decision about its priority, which ends by itself"
    person = str(override.decided_by_id)
    return Promise(
        override.service,
        step,
        Turn.OURS,
        "service-priority",
        override.service_id,
        due=override.until,
        person=person,
    )
