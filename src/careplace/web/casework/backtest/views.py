"""The page of the back-test: what was tested, what the scheme is worth at the team's capacity, and where it loses."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.planning.models import OfficerTime
from careplace.casework.assurance.priority import scheme as schemes
from careplace.casework.assurance.priority.backtest import lift, sentences
from careplace.casework.assurance.priority.backtest.chart import svg
from careplace.casework.assurance.priority.backtest.edition import Backtest
from careplace.casework.assurance.priority.backtest.results import ORDERS, Comparison
from careplace.casework.edition_reader import NoEdition
from careplace.web.casework.backtest.cached import backtest_of
from careplace.web.casework.scope import at_place

EXAMPLE = (10, 100)
"""Visits a month and services, where the team has written neither."""


class CapacityForm(forms.Form):
    """Another number of visits to try."""

    visits = forms.IntegerField(label="Visits a month", min_value=1, max_value=10_000, required=False)


@dataclass(frozen=True)
class Capacity:
    """How many visits the team makes in a month, of how many services; `known` is whether it wrote both."""

    visits: int
    services: int
    known: bool

    @property
    def share(self) -> float:
        """The share of the services that a month's visits are, at most all of them."""
        return min(1.0, self.visits / self.services)


@at_place("services.read")
def backtest(request: HttpRequest) -> HttpResponse:
    """How the scheme in use ordered services on published history, next to rating and its age."""
    form = CapacityForm(request.GET)
    right = form.is_valid()
    capacity = capacity_at(request.actor.place, form.cleaned_data["visits"] if right else None)
    scheme = settings.PRIORITY_SCHEME
    context = {"form": form, "scheme": scheme, "example": scheme == schemes.default(), "capacity": capacity}
    try:
        result = backtest_of(settings.CAREPLACE.home, scheme)
        context |= _shown(result, capacity)
    except NoEdition:
        context |= {"backtest": None, "outcomes": []}
    return render(request, "backtest/backtest.html", context, status=200 if right else 422)


def capacity_at(place: str, visits: int | None) -> Capacity:
    """The capacity that the team wrote, or `visits` a month; an example where there is nothing to go by."""
    services = Service.objects.at(place).exclude(state="ended").count()
    times = OfficerTime.objects.at(place).filter(state="active")
    visits = visits or times.aggregate(total=Sum("visits_a_month"))["total"]
    return Capacity(visits, services, known=True) if visits and services else Capacity(*EXAMPLE, known=False)


def _shown(result: Backtest, capacity: Capacity) -> dict[str, Any]:
    outcomes = [_outcome(comparison, capacity) for comparison in result.comparisons]
    chart = svg(result.comparisons) if result.comparisons else ""
    return {
        "backtest": result,
        "outcomes": outcomes,
        "chart": chart,
        "orders": ORDERS,
        "interval": sentences.interval,
    }


def _outcome(comparison: Comparison, capacity: Capacity) -> dict[str, Any]:
    worth = lift.lift(comparison, capacity.visits, capacity.services)
    return {
        "comparison": comparison,
        "verdict": sentences.verdict(comparison.whole),
        "by_year": list(sentences.by_year(comparison)),
        "lift": lift.sentences(worth, comparison.whole.outcome),
    }
