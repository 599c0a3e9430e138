"""The plan of the year: what it would change, what nobody has time for, and accepting it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework.assurance.planning import actions
from careplace.casework.assurance.planning.inputs import without
from careplace.casework.assurance.planning.models import Leave
from careplace.casework.assurance.planning.proposal import (
    Proposal,
    current_proposal,
    loads,
    months_of,
    newly_late,
    newly_missed,
    proposal,
)
from careplace.web.casework.scope import at_place, record_of

CHOICE = "change"
"""The name of the boxes with which changes are chosen."""


@at_place("planning.read", form=True)
def plan(request: HttpRequest) -> HttpResponse:
    """The plan from today to the end of the period. POST: carry out the changes that a manager chose."""
    if request.method == "POST":
        return _accepted(request)
    return _page(request)


def _accepted(request: HttpRequest) -> HttpResponse:
    request.actor.check("planning.write")
    keys = request.POST.getlist(CHOICE)
    if not keys:
        return _page(request, 422, "Choose at least one visit.")
    try:
        actions.accept(request.actor, keys, timezone.localdate())
    except actions.PlanChanged as change:
        return _page(request, 409, str(change))
    return HttpResponseRedirect(reverse("calendar", args=[request.actor.place]) + "?officer=all")


def _page(request: HttpRequest, status: int = 200, problem: str = "") -> HttpResponse:
    proposed = current_proposal(request.actor, timezone.localdate())
    return render(request, "planning/plan.html", context_of(proposed) | {"problem": problem}, status=status)


def context_of(proposed: Proposal) -> dict[str, Any]:
    """What a page needs to show a proposal."""
    return {
        "plan": proposed,
        "choice": CHOICE,
        "months": months_of(proposed.data),
        "loads": loads(proposed),
        "new": proposed.of_kind("new"),
        "moves": proposed.of_kind("move"),
        "stay": proposed.of_kind("stay"),
        "scheme": settings.PRIORITY_SCHEME,
    }


@at_place("planning.read")
def leave(request: HttpRequest, id: UUID) -> HttpResponse:
    """What a person's leave changes: which visits move, to which person and week, and which promises are missed."""
    place, today = request.actor.place, timezone.localdate()
    rows = Leave.objects.at(place).filter(state="entered").select_related("officer")
    record = record_of(rows, id, "leave")
    after = current_proposal(request.actor, today)
    before = proposal(without(after.data, record))
    context = {
        "leave": record,
        "missed": newly_missed(before, after),
        "late": newly_late(before, after),
        "may_remove": request.actor.may("planning.write") or str(record.officer_id) == request.actor.person,
    }
    return render(request, "planning/leave.html", context_of(after) | context)
