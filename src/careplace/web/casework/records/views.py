"""What is due by the rules of retention, deciding about it, and holds."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework.assurance.models import Service
from careplace.casework.retention import actions
from careplace.casework.retention.models import Deletion, Hold
from careplace.casework.retention.rules import default, kinds_without_rule
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.records.forms import HoldForm, LiftForm
from careplace.web.casework.scope import at_place, record_of

MOST = 200
"""Records of a kind of decision on the page; the next ones follow when these are decided."""
LATEST = 20
CHOICE = "record"
"""The name of the boxes with which records are chosen."""
STEPS = ("propose", "delete", "send-back")
SENT_BACK = "Sent back on the page of records."


@at_place("records.manage", form=True)
def records(request: HttpRequest) -> HttpResponse:
    """What is due, what a colleague proposed, what is held, and what was deleted. POST: a step for the chosen ones."""
    step = next((name for name in STEPS if name in request.POST), "")
    if request.method != "POST":
        return _page(request)
    ids = [id for id in map(_uuid, request.POST.getlist(CHOICE)) if id]
    if not step or not ids:
        return _page(request, 422, "Choose at least one record.")
    _do(request, step, ids)
    return HttpResponseRedirect(request.path)


def _do(request: HttpRequest, step: str, ids: list[UUID]) -> None:
    if step == "propose":
        actions.propose(request.actor, ids)
    elif step == "delete":
        actions.delete(request.actor, ids, timezone.localdate())
    else:
        actions.send_back(request.actor, ids, SENT_BACK)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(request: HttpRequest, status: int = 200, problem: str = "") -> HttpResponse:
    rows = Deletion.objects.at(request.actor.place)
    proposed = list(rows.filter(state="proposed")[:MOST])
    context = {
        "due": rows.filter(state="due")[:MOST],
        "proposed": [row for row in proposed if row.proposed_by != request.actor.person],
        "own": [row for row in proposed if row.proposed_by == request.actor.person],
        "deleted": rows.filter(state="deleted").order_by("-changed_at")[:LATEST],
        "holds": Hold.objects.at(request.actor.place).filter(state="active").select_related("service"),
        "rules": default(),
        "without_rule": kinds_without_rule(),
        "choice": CHOICE,
        "problem": problem,
    }
    return render(request, "records/list.html", context, status=status)


@at_place("records.manage", form=True)
def hold(request: HttpRequest) -> HttpResponse:
    """Keep everything about a service."""
    services = list(Service.objects.at(request.actor.place))

    def save(form: Any) -> str:
        fields = form.cleaned_data
        actions.hold(request.actor, UUID(fields["service"]), fields["reason"])
        return _list(request)

    page = FormPage(
        "Hold everything about a service",
        "Hold",
        partial(HoldForm, services=services),
        save,
        {},
        back=_list(request),
    )
    return page.answer(request)


@at_place("records.manage", form=True)
def lift(request: HttpRequest, id: UUID) -> HttpResponse:
    """Let the rules decide again."""
    rows = Hold.objects.at(request.actor.place).filter(state="active").select_related("service")
    record = record_of(rows, id, "hold")

    def save(form: Any) -> str:
        actions.lift(request.actor, record.pk, form.cleaned_data["version"], form.cleaned_data["reason"])
        return _list(request)

    title = f"Lift the hold on {record.service.name}"
    page = FormPage(title, "Lift the hold", LiftForm, save, {"version": record.version}, back=_list(request))
    return page.answer(request)


def _list(request: HttpRequest) -> str:
    return reverse("records", args=[request.actor.place])
