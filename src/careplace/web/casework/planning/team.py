"""What a plan is made from: the team's time and leave, the rules, and the districts of services."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.planning import actions
from careplace.casework.assurance.planning.frequency import default
from careplace.casework.assurance.planning.models import Leave, OfficerTime, ServiceDistrict, rules_at
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import VersionForm, initial_of
from careplace.web.casework.planning.forms import LeaveForm, RulesForm, TimeForm
from careplace.web.casework.scope import at_place, record_of
from careplace.web.shell.errors import NoSuchPage

LONGEST_NAME = 60


@at_place("planning.read")
def team(request: HttpRequest) -> HttpResponse:
    """Each person of the team: time, districts, and leave that is not over."""
    place, today = request.actor.place, timezone.localdate()
    times = {time.officer_id: time for time in OfficerTime.objects.at(place).filter(state="active")}
    leave: dict[UUID, list[Leave]] = {}
    for record in Leave.objects.at(place).filter(state="entered", last_on__gte=today):
        leave.setdefault(record.officer_id, []).append(record)
    people = actions.team(place)
    context = {"people": people, "times": times, "leave": leave, "rules": rules_at(place, today)}
    return render(request, "planning/team.html", context | {"default_rules": default()})


@at_place("planning.write", form=True)
def time(request: HttpRequest, id: UUID) -> HttpResponse:
    """How many visits a person makes in a month, and where."""
    name = actions.team(request.actor.place).get(id)
    if name is None:
        raise NoSuchPage("There is no such person in the team of this place.")
    existing = OfficerTime.objects.at(request.actor.place).filter(officer=id).first()

    def save(form: Any) -> str:
        actions.set_time(request.actor, id, form.cleaned_data)
        return _team(request)

    initial = initial_of(existing, TimeForm) if existing else {}
    return FormPage(f"Visits of {name}", "Save", TimeForm, save, initial, back=_team(request)).answer(request)


@at_place("planning.read", form=True)
def enter_leave(request: HttpRequest) -> HttpResponse:
    """Days on which a person makes no visit; the next page shows what they change."""
    everybody = request.actor.may("planning.write")
    people = {
        id: name
        for id, name in actions.team(request.actor.place).items()
        if everybody or str(id) == request.actor.person
    }

    def save(form: Any) -> str:
        fields = form.cleaned_data
        leave = actions.enter_leave(
            request.actor, UUID(fields["officer"]), fields["first_on"], fields["last_on"]
        )
        return reverse("leave", args=[leave.place, leave.pk])

    page = FormPage(
        "Enter leave", "Save and show what it changes", partial(LeaveForm, people=people), save,
        {"officer": request.actor.person}, back=_team(request),
    )  # fmt: skip
    return page.answer(request)


@at_place("planning.read", form=True)
def remove_leave(request: HttpRequest, id: UUID) -> HttpResponse:
    """The person is not away after all."""
    rows = Leave.objects.at(request.actor.place).filter(state="entered").select_related("officer")
    leave = record_of(rows, id, "leave")

    def save(form: forms.BaseForm) -> str:
        actions.remove_leave(request.actor, leave.pk, form.cleaned_data["version"])
        return _team(request)

    title = f"Remove leave of {leave.officer.name}"
    back = reverse("leave", args=[leave.place, leave.pk])
    page = FormPage(title, "Remove the leave", VersionForm, save, {"version": leave.version}, back=back)
    return page.answer(request)


@at_place("planning.write", form=True)
def rules(request: HttpRequest) -> HttpResponse:
    """The period, and how often services are visited."""
    existing = rules_at(request.actor.place, timezone.localdate())

    def save(form: Any) -> str:
        actions.set_rules(request.actor, form.values(), form.cleaned_data["version"])
        return _team(request)

    page = FormPage(
        "Rules of the plan", "Save", RulesForm, save, initial_of(existing, RulesForm), back=_team(request)
    )
    return page.answer(request)


@at_place("planning.write", form=True)
def districts(request: HttpRequest) -> HttpResponse:
    """The district of each service, all in one form."""
    place = request.actor.place
    services = list(Service.objects.at(place).exclude(state="ended"))
    existing = dict(ServiceDistrict.objects.at(place).values_list("service_id", "district"))
    if request.method == "POST":
        names = {service.pk: request.POST.get(f"district_{service.pk}") for service in services}
        written = {id: name.strip() for id, name in names.items() if name is not None}
        if written and all(len(name) <= LONGEST_NAME for name in written.values()):
            actions.set_districts(request.actor, written)
            return HttpResponseRedirect(_team(request))
        context = {"services": services, "known": existing | written, "problem": True}
        return render(request, "planning/districts.html", context, status=422)
    return render(
        request, "planning/districts.html", {"services": services, "known": existing, "problem": False}
    )


def _team(request: HttpRequest) -> str:
    return reverse("planning-team", args=[request.actor.place])
