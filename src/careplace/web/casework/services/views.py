"""The services of a team: the list, a service, and what changes one."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework.assurance.escalation.current import current_ladder
from careplace.casework.assurance.escalation.placements import change_service, check_by_itself, open_case_of
from careplace.casework.assurance.models import Service, signals_for
from careplace.casework.assurance.states import SERVICE
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.workflow.actions import changes
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import initial_of
from careplace.web.casework.scope import at_place, record_of
from careplace.web.casework.services.forms import EndContractForm, ReasonForm, ServiceForm
from careplace.web.casework.timeline.context import timeline_of

ACTIONS = {
    "resume": ("Resume placements", ReasonForm),
    "end-contract": ("End the contract", EndContractForm),
    "reopen": ("Open the contract again", ReasonForm),
}
"""{action of the workflow: (words on its button, its form)}; a service is suspended by its case of escalation only."""


@at_place("services.read")
def services(request: HttpRequest) -> HttpResponse:
    """The services of the place, by name."""
    rows = Service.objects.at(request.actor.place)
    return render(request, "services/list.html", {"services": rows, "states": SERVICE.states})


@at_place("services.read")
def service(request: HttpRequest, id: UUID) -> HttpResponse:
    """A service: what is known, and what this person may do with it."""
    record = service_at(request, id)
    allowed = SERVICE.actions(record.state, request.actor.roles)
    actions = {action: words for action, (words, _form) in ACTIONS.items() if action in allowed}
    context = {"service": record, "states": SERVICE.states, "actions": actions, "may_edit": "edit" in allowed}
    signals = list(signals_for(request.actor).filter(service=record))
    visits = _visits(request, record)
    context |= {"signals": signals, "visits": visits, **timeline_of(request, record, visits, signals)}
    if request.actor.may("escalation.read"):
        context |= {"case": open_case_of(record), "first_level": current_ladder().levels[0].title}
        context["today"] = timezone.localdate()
    return render(request, "services/service.html", context)


def _visits(request: HttpRequest, record: Service) -> list[Visit]:
    rows = Visit.objects.at(record.place).filter(service=record).order_by("-planned_on").defer("record")
    return list(rows) if request.actor.may("visits.read") else []


def service_at(request: HttpRequest, id: UUID) -> Service:
    """The service of the request's place.

    Raises:
        NoSuchPage: for an id of another place, or of none: the answers are the same.
    """
    service: Service = record_of(Service.objects.at(request.actor.place), id, "service")
    return service


@at_place("services.write", form=True)
def add(request: HttpRequest) -> HttpResponse:
    """A new service."""
    SERVICE.check(NEW, "add", request.actor.roles)
    back = reverse("services", args=[request.actor.place])
    page = FormPage("Add a service", "Add the service", ServiceForm, partial(_added, request), {}, back=back)
    return page.answer(request)


def _added(request: HttpRequest, form: ServiceForm) -> str:
    with changes(request.actor) as transaction:
        record = transaction.add(Service(**form.values()))
    return service_address(record)


@at_place("services.write", form=True)
def edit(request: HttpRequest, id: UUID) -> HttpResponse:
    """What the team writes about a service."""
    record = service_at(request, id)
    SERVICE.check(record.state, "edit", request.actor.roles)
    return _form_page(request, record, "edit", f"Change {record.name}", "Save", ServiceForm)


@at_place("services.write", form=True)
def act(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """An action that changes a service's state."""
    record, (words, form) = service_at(request, id), ACTIONS[action]
    SERVICE.check(record.state, action, request.actor.roles)
    check_by_itself(record, action)
    return _form_page(request, record, action, f"{words}: {record.name}", words, form)


def _form_page(
    request: HttpRequest, record: Service, action: str, title: str, button: str, form: type[forms.Form]
) -> HttpResponse:
    initial = initial_of(record, form)
    save = partial(_changed, request, record.pk, action)
    return FormPage(title, button, form, save, initial, back=service_address(record)).answer(request)


def _changed(request: HttpRequest, id: UUID, action: str, form: Any) -> str:
    version = form.cleaned_data["version"] or 0
    return service_address(change_service(request.actor, id, action, form.values(), version))


def service_address(record: Service) -> str:
    """The page of a service."""
    return reverse("service", args=[record.place, record.pk])
