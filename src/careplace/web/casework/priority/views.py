"""The explanation of a service's priority, and the forms of a person's own decision about it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework.assurance.caseload.current import caseload_at
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.overrides import actions
from careplace.casework.assurance.overrides.models import Override, overrides_for
from careplace.casework.assurance.overrides.states import OVERRIDE
from careplace.casework.assurance.priority import scheme as schemes
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import initial_of
from careplace.web.casework.priority.forms import EndForm, OverrideForm, ReviewForm
from careplace.web.casework.scope import at_place, record_of
from careplace.web.casework.services.views import service_at

EXPLANATION = (
    "Your decision counts until its last day, and then ends by itself. The scheme’s own result stays shown."
)


@at_place("services.read")
def service_priority(request: HttpRequest, id: UUID) -> HttpResponse:
    """Why a service is where it is in the order, what is not known, what would lower it, and who decided otherwise."""
    service = service_at(request, id)
    caseload = caseload_at(request.actor, timezone.localdate(), only=service.pk)
    ranked = next(iter(caseload.services), None)
    context = {
        "service": service,
        "scheme": caseload.scheme,
        "example": caseload.scheme == schemes.default(),
        "ranked": ranked,
        "lowering": ranked.lowering if ranked else (),
        "edition": caseload.facts is not None,
        "overrides": overrides_for(request.actor).filter(service=service).select_related("decided_by"),
        "actions": OVERRIDE.actions("active", request.actor.roles),
        "states": OVERRIDE.states,
        "band_titles": {band.key: band.title for band in caseload.scheme.bands},
    }
    return render(request, "priority/service.html", context)


@at_place("signals.write", form=True)
def override(request: HttpRequest, id: UUID) -> HttpResponse:
    """A person's own band for a service."""
    service = service_at(request, id)
    OVERRIDE.check(NEW, "decide", request.actor.roles)
    actions.check_service(service)
    title = f"Decide the priority of {service.name}"
    initial = {"sensitivity": "restricted"}
    return _page(
        request, title, "Decide", OverrideForm, initial, service, partial(_decided, request, service)
    )


def _decided(request: HttpRequest, service: Service, form: OverrideForm) -> str:
    actions.decide(request.actor, service.pk, form.values(), timezone.localdate())
    return priority_address(service)


@at_place("signals.write", form=True)
def review(request: HttpRequest, id: UUID) -> HttpResponse:
    """Look at a decision again: keep it, change it, give it another last day."""
    record = _override_at(request, id, "review")
    initial = {name: getattr(record, name) for name in ("band", "until", "sensitivity", "version")}
    title = f"Review the decision about {record.service.name}"
    save = partial(_reviewed, request, record)
    return _page(request, title, "Save", ReviewForm, initial, record.service, save)


def _reviewed(request: HttpRequest, record: Override, form: ReviewForm) -> str:
    version, today = form.cleaned_data["version"], timezone.localdate()
    actions.review(request.actor, record.pk, version, form.values(), today)
    return priority_address(record.service)


@at_place("signals.write", form=True)
def end(request: HttpRequest, id: UUID) -> HttpResponse:
    """End a decision before its last day."""
    record = _override_at(request, id, "end")

    def save(form: Any) -> str:
        actions.end(request.actor, record.pk, form.cleaned_data["version"], form.cleaned_data["end_reason"])
        return priority_address(record.service)

    title = f"End the decision about {record.service.name}"
    back = priority_address(record.service)
    return FormPage(title, "End it", EndForm, save, initial_of(record, EndForm), back=back).answer(request)


def _override_at(request: HttpRequest, id: UUID, action: str) -> Override:
    record: Override = record_of(overrides_for(request.actor).select_related("service"), id, "decision")
    OVERRIDE.check(record.state, action, request.actor.roles)
    return record


def _page(
    request: HttpRequest,
    title: str,
    button: str,
    form: Callable[..., forms.Form],
    initial: dict[str, Any],
    service: Service,
    save: Any,
) -> HttpResponse:
    make = partial(form, scheme=settings.PRIORITY_SCHEME)
    page = FormPage(
        title, button, make, save, initial, back=priority_address(service), explanation=EXPLANATION
    )
    return page.answer(request)


def priority_address(service: Service) -> str:
    """The page of a service's priority."""
    return reverse("service-priority", args=[service.place, service.pk])
