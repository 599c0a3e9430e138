"""The closure of a service: one page, and the forms of its plan, steps and vacancies."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework.assurance.contingency import actions
from careplace.casework.assurance.contingency.checklist import needs
from careplace.casework.assurance.contingency.models import (
    PAYERS,
    SOURCES,
    ContingencyPlan,
    ContingencyStep,
    Vacancy,
)
from careplace.casework.assurance.contingency.nearby import nearby
from careplace.casework.assurance.contingency.states import PLAN, STEP, VACANCY
from careplace.casework.assurance.models import Service
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.scope.people import people_with
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.contingency import forms as contingency_forms
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import initial_of
from careplace.web.casework.scope import at_place, record_of
from careplace.web.casework.services.views import service_at

PLAN_STEPS: dict[str, tuple[str, type[forms.Form]]] = {
    "count": ("Count the residents", contingency_forms.CountForm),
    "close": ("Close the plan", contingency_forms.CloseForm),
}
"""{action of the plan: (words on its button, its form)}"""
STEP_MOVES: dict[str, tuple[str, Any]] = {
    "assign": ("Assign", contingency_forms.OwnedForm),
    "finish": ("Done", contingency_forms.FinishForm),
    "leave-out": ("Not needed", contingency_forms.LeaveOutForm),
    "reopen": ("Open again", contingency_forms.VersionForm),
}
"""{action of a step: (words on its button, its form)}"""
NUMBERS_ONLY = "Numbers only. Who the residents are is in the care record."


@at_place("contingency.read")
def contingency(request: HttpRequest, id: UUID) -> HttpResponse:
    """What a closure would mean: beds nearby from the edition; and with a plan, residents as numbers, and steps."""
    service, today = service_at(request, id), timezone.localdate()
    plan = open_plan_of(service)
    allowed = PLAN.actions(plan.state if plan else NEW, request.actor.roles)
    steps = list(plan.steps.select_related("owner")) if plan else []
    context = {
        "service": service,
        "plan": plan,
        "nearby": nearby(settings.CAREPLACE.home, service.location_id, today),
        "vacancies": {vacancy.location_id: vacancy for vacancy in plan.vacancies.all()} if plan else {},
        "actions": {action: words for action, (words, _form) in PLAN_STEPS.items() if action in allowed},
        "may_plan": plan is None and "plan" in allowed and service.state != "ended",
        "may_write": plan is not None and request.actor.may("contingency.write"),
        "step_rows": [(step, _moves(request, step)) for step in steps],
        "late": sum(step.overdue(today) for step in steps),
        "earlier": ContingencyPlan.objects.at(service.place).filter(service=service, state="closed"),
        "payers": PAYERS,
        "needs": needs(),
        "sources": SOURCES,
        "step_states": STEP.states,
        "today": today,
    }
    return render(request, "contingency/contingency.html", context)


def _moves(request: HttpRequest, step: ContingencyStep) -> dict[str, str]:
    allowed = STEP.actions(step.state, request.actor.roles)
    return {action: words for action, (words, _form) in STEP_MOVES.items() if action in allowed}


def open_plan_of(service: Service) -> ContingencyPlan | None:
    """The open plan of a service."""
    plan: ContingencyPlan | None = (
        ContingencyPlan.objects.at(service.place).filter(service=service, state="open").first()
    )
    return plan


@at_place("contingency.write", form=True)
def make_plan(request: HttpRequest, id: UUID) -> HttpResponse:
    """A plan is made, with the steps of the checklist."""
    service = service_at(request, id)
    PLAN.check(NEW, "plan", request.actor.roles)
    if service.state == "ended" or open_plan_of(service):
        raise NotAllowed("There is a plan already, or the contract has ended.")

    def save(form: Any) -> str:
        actions.make_plan(request.actor, service.pk, form.cleaned_data["reason"], timezone.localdate())
        return address(service)

    title = f"Plan for the closure of {service.name}"
    page: FormPage = FormPage(
        title,
        "Make the plan",
        contingency_forms.PlanForm,
        save,
        {},
        back=address(service),
        explanation=NUMBERS_ONLY,
    )
    return page.answer(request)


@at_place("contingency.write", form=True)
def plan_step(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """The residents are counted, or the plan is closed."""
    rows = ContingencyPlan.objects.at(request.actor.place).select_related("service")
    plan: ContingencyPlan = record_of(rows, id, "plan")
    PLAN.check(plan.state, action, request.actor.roles)
    title, form = PLAN_STEPS[action]
    save = partial(_plan_saved, request, plan, action)
    initial = contingency_forms.CountForm.initial_of(plan) if action == "count" else initial_of(plan, form)
    page: FormPage = FormPage(
        f"{title}: {plan.service.name}",
        title,
        form,
        save,
        initial,
        back=address(plan.service),
        explanation=NUMBERS_ONLY,
    )
    return page.answer(request)


def _plan_saved(request: HttpRequest, plan: ContingencyPlan, action: str, form: Any) -> str:
    actions.change_plan(request.actor, plan.pk, action, form.values(), form.cleaned_data["version"])
    return address(plan.service)


@at_place("contingency.write", form=True)
def add_step(request: HttpRequest, id: UUID) -> HttpResponse:
    """A step that the checklist does not have."""
    rows = ContingencyPlan.objects.at(request.actor.place).select_related("service")
    plan: ContingencyPlan = record_of(rows, id, "plan")
    STEP.check(NEW, "add", request.actor.roles)
    PLAN.check(plan.state, "count", request.actor.roles)

    def save(form: Any) -> str:
        actions.add_step(request.actor, plan.pk, form.values())
        return address(plan.service)

    make = partial(contingency_forms.StepForm, people=people_with(plan.place, "contingency.write"))
    page: FormPage = FormPage("Add a step", "Add the step", make, save, {}, back=address(plan.service))
    return page.answer(request)


@at_place("contingency.write", form=True)
def step(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """A step is assigned, finished, left out or opened again."""
    rows = ContingencyStep.objects.at(request.actor.place).select_related("plan__service", "owner")
    record: ContingencyStep = record_of(rows, id, "step")
    STEP.check(record.state, action, request.actor.roles)
    PLAN.check(record.plan.state, "count", request.actor.roles)
    title, form = STEP_MOVES[action]
    back = address(record.plan.service)

    def save(sent: Any) -> str:
        actions.change_step(request.actor, record.pk, action, sent.values(), sent.cleaned_data["version"])
        return back

    more = {"people": people_with(record.place, "contingency.write")} if action == "assign" else {}
    initial = initial_of(record, form)
    page: FormPage = FormPage(
        f"{title}: {record.title}", title, partial(form, **more), save, initial, back=back
    )
    return page.answer(request)


@at_place("contingency.write", form=True)
def vacancy(request: HttpRequest, id: UUID, location: str) -> HttpResponse:
    """How many beds a location nearby has free."""
    rows = ContingencyPlan.objects.at(request.actor.place).select_related("service")
    plan: ContingencyPlan = record_of(rows, id, "plan")
    VACANCY.check(NEW, "note", request.actor.roles)
    PLAN.check(plan.state, "count", request.actor.roles)
    known: Vacancy | None = plan.vacancies.filter(location_id=location).first()

    def save(form: Any) -> str:
        version = form.cleaned_data["version"] or 0
        actions.note_vacancy(request.actor, plan.pk, location, form.values(), version)
        return address(plan.service)

    form = contingency_forms.VacancyForm
    initial = initial_of(known, form) if known else {}
    page: FormPage = FormPage(
        f"Beds that are free: {location}",
        "Save",
        form,
        save,
        initial,
        back=address(plan.service),
        explanation=NUMBERS_ONLY,
    )
    return page.answer(request)


def address(service: Service) -> str:
    """The page of a service's closure."""
    return reverse("contingency", args=[service.place, service.pk])
