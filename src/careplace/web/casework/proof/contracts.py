"""When contracts began: the list, one start for several services, and a correction."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.proof import contracts as starts
from careplace.casework.assurance.proof.models import Contract
from careplace.casework.assurance.proof.states import CONTRACT
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import initial_of
from careplace.web.casework.proof.forms import CorrectForm, NoteForm
from careplace.web.casework.scope import at_place, record_of


@at_place("services.read")
def contracts(request: HttpRequest) -> HttpResponse:
    """Every service with the start of its contract, where it is noted."""
    place = request.actor.place
    noted = {contract.service_id: contract for contract in Contract.objects.at(place)}
    allowed = CONTRACT.actions(NEW, request.actor.roles)
    context = {"services": Service.objects.at(place), "noted": noted, "may_note": "note" in allowed}
    return render(request, "proof/contracts.html", context)


@at_place("services.write", form=True)
def note(request: HttpRequest) -> HttpResponse:
    """One start for services that have none; all of them are ticked at first."""
    CONTRACT.check(NEW, "note", request.actor.roles)
    place = request.actor.place
    noted = Contract.objects.at(place).values("service_id")
    services = [(str(s.pk), s.name) for s in Service.objects.at(place).exclude(pk__in=noted)]
    back = reverse("contracts", args=[place])

    def save(form: Any) -> str:
        values = form.cleaned_data
        starts.note(request.actor, map(UUID, values["services"]), values["began_on"], values["source"])
        return back

    make = partial(NoteForm, services=services)
    initial = {"services": [id for id, _name in services]}
    title = "Note when contracts began"
    return FormPage(title, "Save", make, save, initial, back=back).answer(request)


@at_place("services.write", form=True)
def correct(request: HttpRequest, id: UUID) -> HttpResponse:
    """Correct the start of a service's contract."""
    CONTRACT.check("noted", "correct", request.actor.roles)
    rows = Contract.objects.at(request.actor.place).select_related("service")
    record = record_of(rows, id, "start of a contract")
    back = reverse("contracts", args=[record.place])

    def save(form: Any) -> str:
        starts.correct(request.actor, record.pk, form.cleaned_data["version"], **form.values())
        return back

    title = f"When the contract of {record.service.name} began"
    initial = initial_of(record, CorrectForm)
    return FormPage(title, "Save", CorrectForm, save, initial, back=back).answer(request)
