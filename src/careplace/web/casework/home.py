"""The first pages: a person's places, and what needs them today at one of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careplace.casework.assurance.models import Service, signals_for
from careplace.casework.assurance.today import needs
from careplace.casework.scope.actor import places_of
from careplace.casework.scope.roles import roles
from careplace.web.casework.scope import at_place
from careplace.web.casework.signals.views import published


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The person's places; straight to the place where there is only one."""
    codes = places_of(request.user)
    if len(codes) == 1:
        return HttpResponseRedirect(reverse("today", args=codes))
    return render(request, "places.html", {})


@at_place()
def today(request: HttpRequest) -> HttpResponse:
    """Who needs the person at a place, and why; and what each of their roles is for."""
    own_roles = [role for key, role in roles().items() if key in request.actor.roles]
    return render(request, "today.html", {"own_roles": own_roles} | _needs(request))


def _needs(request: HttpRequest) -> dict[str, Any]:
    if not request.actor.may("services.read"):
        return {"needs": [], "edition": True}
    services = list(Service.objects.at(request.actor.place).exclude(state="ended"))
    by_location, edition = published([service.location_id for service in services if service.location_id])
    noted = signals_for(request.actor).filter(state="open")
    return {"needs": needs(services, by_location, noted), "edition": edition}


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """200 while the process answers, whatever else is wrong."""
    return JsonResponse({"status": "ok"})
