"""The pages of early warning: the services of a team by their risk, the place's own flow, and the model card."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.warning import card, charts, sentences, store
from careplace.casework.assurance.warning.current import Risk, risks
from careplace.casework.assurance.warning.store import NotFitted
from careplace.casework.edition_reader import NoEdition
from careplace.web.casework.scope import at_place


@at_place("services.read")
def early_warning(request: HttpRequest) -> HttpResponse:
    """The services of the team, the highest risk first, and the flow of falls of the place."""
    services = list(Service.objects.at(request.actor.place).exclude(state="ended"))
    context: dict[str, Any] = {"services": services, "sentences": sentences, "missing": ""}
    try:
        model = store.read(settings.CAREPLACE.home)
        ids = [service.location_id for service in services if service.location_id]
        found = risks(settings.CAREPLACE.home, ids, timezone.localdate())
        context |= {
            "model": model,
            **_ordered(services, found),
            **_flow(model.flows.get(request.actor.place)),
        }
    except (NotFitted, NoEdition) as error:
        context["missing"] = str(error)
    return render(request, "warning/services.html", context)


def _ordered(services: list[Service], found: dict[str, Risk]) -> dict[str, Any]:
    """The services with a risk, the highest first and equal ones by name, and those without."""
    known = [(service, found[service.location_id]) for service in services if service.location_id in found]
    rated = sorted(known, key=lambda pair: (-pair[1].share, pair[0].name))
    return {"rated": rated, "unrated": [s for s in services if s.location_id not in found]}


def _flow(place: Any) -> dict[str, Any]:
    return {"flow": place, "flow_chart": charts.flow(place) if place else ""}


@at_place("services.read")
def model_card(request: HttpRequest) -> HttpResponse:
    """What was tried on which data, how good it is, for which groups it errs, and what it does not know."""
    try:
        model = store.read(settings.CAREPLACE.home)
    except NotFitted as error:
        return render(request, "warning/card.html", {"missing": str(error)})
    pictures = {
        "calibration": charts.calibration(model),
        "precision_recall": charts.precision_recall(model),
        "lift": charts.lift(model),
    }
    return render(request, "warning/card.html", {"missing": "", **card.context(model), **pictures})
