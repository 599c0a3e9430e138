"""What people do with a plan for a closure: make it, count residents, see to its steps, note vacancies, close it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from careplace.casework.assurance.contingency.checklist import checklist
from careplace.casework.assurance.contingency.models import ContingencyPlan, ContingencyStep, Vacancy
from careplace.casework.assurance.models import Service
from careplace.casework.clocks import Clock
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.casework.workflow.actions import changes


def make_plan(actor: Actor, service: UUID, reason: str, on: date) -> ContingencyPlan:
    """A plan with the steps of the checklist, each due so many working days after `on`."""
    with changes(actor) as transaction:
        record = Service.objects.at(actor.place).get(pk=service)
        plan = transaction.add(ContingencyPlan(service=record, reason=reason), "plan")
        for entry in checklist().steps:
            due = Clock(on, entry.within).due()
            transaction.add(ContingencyStep(plan=plan, title=entry.title, due_on=due), "add")
        return plan


def change_plan(
    actor: Actor, id: UUID, action: str, values: Mapping[str, Any], version: int
) -> ContingencyPlan:
    """Count the residents, or close the plan."""
    with changes(actor) as transaction:
        return transaction.change(ContingencyPlan, id, action, values, version)


def add_step(actor: Actor, plan: UUID, values: Mapping[str, Any]) -> ContingencyStep:
    """A step that the checklist does not have."""
    with changes(actor) as transaction:
        return transaction.add(ContingencyStep(plan=_open_plan(actor, plan), **values), "add")


def change_step(
    actor: Actor, id: UUID, action: str, values: Mapping[str, Any], version: int
) -> ContingencyStep:
    """Assign a step, finish it, leave it out, or open it again."""
    with changes(actor) as transaction:
        step = transaction.seen(ContingencyStep, id, version)
        _open_plan(actor, step.plan_id)
        return transaction.change(ContingencyStep, id, action, values, version)


def note_vacancy(
    actor: Actor, plan: UUID, location_id: str, values: Mapping[str, Any], version: int = 0
) -> Vacancy:
    """Note how many beds a location has free: new with version 0, else over the number that the person saw."""
    with changes(actor) as transaction:
        record = _open_plan(actor, plan)
        if not version:
            return transaction.add(Vacancy(plan=record, location_id=location_id, **values), "note")
        id = record.vacancies.get(location_id=location_id).pk
        return transaction.change(Vacancy, id, "note-again", values, version)


def _open_plan(actor: Actor, id: UUID) -> ContingencyPlan:
    plan: ContingencyPlan = ContingencyPlan.objects.at(actor.place).get(pk=id)
    if plan.state != "open":
        raise NotAllowed(f"This is not possible now: {ContingencyPlan.WORKFLOW.states[plan.state]}.")
    return plan
