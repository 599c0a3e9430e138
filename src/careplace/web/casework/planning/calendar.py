"""The calendar of visits by month, and the address with which a calendar program reads it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from careplace.casework.assurance.planning.calendar import (
    calendar_file,
    current_key,
    new_key,
    owner_of,
    revoke_key,
)
from careplace.casework.assurance.visits.models import Visit
from careplace.web.casework.scope import at_place
from careplace.web.shell.errors import NoSuchPage

WAITING = ("planned", "recording")


@at_place("visits.read")
def calendar(request: HttpRequest) -> HttpResponse:
    """Visits that are planned or being recorded, by month: the person's own, or everybody's."""
    everybody = request.GET.get("officer") == "all"
    rows = (
        Visit.objects.at(request.actor.place).filter(state__in=WAITING).select_related("service", "officer")
    )
    if not everybody:
        rows = rows.filter(officer=request.actor.person)
    months: dict[Any, list[Visit]] = {}
    for visit in rows.defer("record"):
        months.setdefault(visit.planned_on.replace(day=1), []).append(visit)
    context = {"months": months, "everybody": everybody, "today": timezone.localdate()}
    return render(request, "planning/calendar.html", context)


@at_place("visits.read", form=True)
def key(request: HttpRequest) -> HttpResponse:
    """The address of the person's calendar: made (and shown once) or revoked."""
    if request.method != "POST":
        return _key_page(request)
    if "revoke" in request.POST:
        revoke_key(request.actor)
        return HttpResponseRedirect(request.path)
    if "make" not in request.POST:
        return _key_page(request, status=422)
    address = reverse("calendar-file", args=[new_key(request.actor)])
    return _key_page(request, request.build_absolute_uri(address))


def _key_page(request: HttpRequest, address: str = "", status: int = 200) -> HttpResponse:
    context = {"address": address, "key": current_key(request.actor)}
    return render(request, "planning/calendar_key.html", context, status=status)


@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """The calendar that a key opens, for a calendar program: the key alone decides, nobody is signed in."""
    actor = owner_of(key)
    if actor is None:
        raise NoSuchPage(
            "This address of a calendar does not work any more. Make another on the page “Calendar”."
        )

    def address(visit: Visit) -> str:
        return request.build_absolute_uri(reverse("visit", args=[visit.place, visit.pk]))

    return HttpResponse(calendar_file(actor, address), content_type="text/calendar; charset=utf-8")
