"""Noting a signal about a service, and closing it."""

from functools import partial
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse

from careplace.casework.assurance.models import Service, Signal, signals_for
from careplace.casework.assurance.states import SIGNAL
from careplace.casework.workflow.actions import changes
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.scope import at_place, record_of
from careplace.web.casework.services.views import service_address, service_at
from careplace.web.casework.signals.forms import CloseForm, SignalForm

EXPLANATION = (
    "Write about the service. A text that could identify a resident is refused: "
    "the care record is the place for it."
)


@at_place("signals.write", form=True)
def add(request: HttpRequest, id: UUID) -> HttpResponse:
    """Note a signal about a service."""
    record = service_at(request, id)
    page = FormPage(
        f"Note a signal about {record.name}",
        "Save the signal",
        SignalForm,
        partial(_added, request, record),
        {"sensitivity": "ordinary"},
        back=service_address(record),
        explanation=EXPLANATION,
    )
    return page.answer(request)


def _added(request: HttpRequest, record: Service, form: forms.Form) -> str:
    with changes(request.actor) as transaction:
        transaction.add(Signal(service=record, **form.cleaned_data))
    return service_address(record)


@at_place("signals.write", form=True)
def close(request: HttpRequest, id: UUID) -> HttpResponse:
    """Close a signal, with what the team did."""
    signal = record_of(signals_for(request.actor).select_related("service"), id, "signal")
    SIGNAL.check(signal.state, "close", request.actor.roles)
    page = FormPage(
        f"Close the signal about {signal.service.name}: {signal.kind_words}",
        "Close the signal",
        CloseForm,
        partial(_closed, request, signal),
        {"version": signal.version},
        back=service_address(signal.service),
    )
    return page.answer(request)


def _closed(request: HttpRequest, signal: Signal, form: CloseForm) -> str:
    with changes(request.actor) as transaction:
        transaction.change(Signal, signal.pk, "close", form.values(), form.cleaned_data["version"])
    return service_address(signal.service)
