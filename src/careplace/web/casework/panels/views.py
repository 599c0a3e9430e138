"""The panel's meetings: the list, a meeting, its plan and steps, and final minutes."""

from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework.assurance.escalation.agenda import agenda_entries
from careplace.casework.assurance.escalation.current import current_ladder, level_title
from careplace.casework.assurance.escalation.papers import Paper, as_json, from_json, papers
from careplace.casework.assurance.panels import actions
from careplace.casework.assurance.panels.minutes import names_of, people_of, role_titles
from careplace.casework.assurance.panels.models import Item, Meeting, Minutes
from careplace.casework.assurance.panels.states import HAS_MET, INTEREST, ITEM, MEETING
from careplace.casework.scope.people import named_with_roles, people_with
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import VersionForm, initial_of
from careplace.web.casework.panels.facts import facts_of
from careplace.web.casework.panels.forms import PlanForm
from careplace.web.casework.panels.pages import EXPLANATIONS, ITEM_STEPS, STEPS
from careplace.web.casework.scope import at_place, record_of
from careplace.web.shell.errors import NoSuchPage


@at_place("panels.read")
def meetings(request: HttpRequest) -> HttpResponse:
    """The meetings of the panel, the last first."""
    rows = Meeting.objects.at(request.actor.place).select_related("chair")
    context = {"meetings": rows, "states": MEETING.states, "may_plan": request.actor.may("panels.write")}
    return render(request, "panels/list.html", context)


@at_place("panels.write", form=True)
def plan(request: HttpRequest) -> HttpResponse:
    """A new meeting: its agenda is made from the cases."""
    MEETING.check(NEW, "plan", request.actor.roles)
    place = request.actor.place

    def save(form: Any) -> str:
        values = form.values()
        entries = agenda_entries(place, values["held_on"])
        return address(actions.plan(request.actor, values, entries))

    make = partial(PlanForm, people=people_with(place, "panels.read"))
    explanation = (
        "Its agenda has the cases whose review falls due by then, and those raised since the panel last met."
    )
    page: FormPage = FormPage(
        "Plan a meeting of the panel",
        "Plan the meeting",
        make,
        save,
        {},
        back=_list(place),
        explanation=explanation,
    )
    return page.answer(request)


@at_place("panels.read")
def meeting(request: HttpRequest, id: UUID) -> HttpResponse:
    """A meeting: agenda with papers, interests, minutes and decisions, and what this person may do; on paper too."""
    record = meeting_at(request, id)
    items = _items(record)
    allowed = MEETING.actions(record.state, request.actor.roles)
    context = {
        "meeting": record,
        "states": MEETING.states,
        "items": [item for item in items if item.state == "listed"],
        "withdrawn": [item for item in items if item.state == "withdrawn"],
        "papers": _papers(request, record, items),
        "names": names_of(people_of(record, items)),
        "roles": role_titles(record),
        "steps": {action: words for action, (words, _form) in STEPS.items() if action in allowed},
        "item_steps": _item_steps(request, record),
        "may_list": request.actor.may("panels.write") and record.state in actions.ALLOWED["list"],
        "may_declare": "declare" in INTEREST.actions(NEW, request.actor.roles)
        and record.state in actions.ALLOWED["declare"],
        "may_decide": request.actor.may("panels.decide") and record.state in actions.ALLOWED["decide"],
        "versions": record.versions.order_by("number") if record.state in HAS_MET else (),
        "level_title": level_title,
    }
    return render(request, "panels/meeting.html", context)


def _items(record: Meeting) -> list[Item]:
    return list(record.items.select_related("service").prefetch_related("interests", "decisions"))


def _item_steps(request: HttpRequest, record: Meeting) -> dict[str, str]:
    allowed = ITEM.actions("listed", request.actor.roles)
    return {
        action: words
        for action, (words, _form) in ITEM_STEPS.items()
        if action in allowed and record.state in actions.ALLOWED[action]
    }


def _papers(request: HttpRequest, record: Meeting, items: list[Item]) -> dict[UUID, list[tuple[str, str]]]:
    """{item: the facts of its paper}: of today while the meeting is planned, and as the meeting had it after that."""
    if record.state != "planned":
        kept = {item.pk: from_json(item.paper) for item in items}
        return {id: facts_of(paper) for id, paper in kept.items() if paper}
    current = _current_papers(request, items)
    return {item.pk: facts_of(current[item.service_id]) for item in items if item.service_id in current}


def _current_papers(request: HttpRequest, items: list[Item]) -> dict[UUID, Paper]:
    services = [item.service for item in items if item.service]
    first = current_ladder().levels[0].title
    return papers(request.actor, settings.CAREPLACE.home, services, first, timezone.localdate())


def meeting_at(request: HttpRequest, id: UUID) -> Meeting:
    """The meeting of the request's place.

    Raises:
        NoSuchPage: for an id of another place, or of none: the answers are the same.
    """
    rows = Meeting.objects.at(request.actor.place).select_related("chair")
    record: Meeting = record_of(rows, id, "meeting")
    return record


@at_place("panels.write", form=True)
def step(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """A meeting is planned again, cancelled, held, finalised or corrected."""
    record, (title, form) = meeting_at(request, id), STEPS[action]
    MEETING.check(record.state, action, request.actor.roles)
    if action == "hold":
        actions.check_has_come(record, timezone.localdate())
    save = partial(_stepped, request, record, action)
    make = partial(form, **_choices(record, action))
    page: FormPage = FormPage(
        title,
        title,
        make,
        save,
        initial_of(record, form),
        back=address(record),
        explanation=EXPLANATIONS.get(action, ""),
    )
    return page.answer(request)


def _choices(record: Meeting, action: str) -> dict[str, Any]:
    if action == "plan-again":
        return {"people": people_with(record.place, "panels.read")}
    return {"people": named_with_roles(record.place, "panels.read")} if action == "hold" else {}


def _stepped(request: HttpRequest, record: Meeting, action: str, form: Any) -> str:
    values, version, today = form.values(), form.cleaned_data["version"] or 0, timezone.localdate()
    if action == "hold":
        current = _current_papers(request, _items(record))
        facts = {service: as_json(paper) for service, paper in current.items()}
        actions.hold(request.actor, record.pk, version, values, facts, today)
    elif action == "finalise":
        actions.finalise(request.actor, record.pk, version, today)
    else:
        actions.change_meeting(request.actor, record.pk, action, values, version)
    return address(record)


@at_place("panels.write", form=True)
def refresh(request: HttpRequest, id: UUID) -> HttpResponse:
    """Cases that are due by the meeting, and not on its agenda yet, are listed."""
    record = meeting_at(request, id)
    actions.check_meeting(record, "list")

    def save(form: Any) -> str:
        entries = agenda_entries(record.place, record.held_on)
        actions.list_services(request.actor, record.pk, form.cleaned_data["version"], entries)
        return address(record)

    title = "Bring the agenda up to date"
    explanation = (
        "Cases whose review is due by the meeting, or that were raised since the last one, are added."
    )
    page: FormPage = FormPage(
        title,
        title,
        VersionForm,
        save,
        {"version": record.version},
        back=address(record),
        explanation=explanation,
    )
    return page.answer(request)


@at_place("panels.read")
def minutes(request: HttpRequest, id: UUID, number: int) -> HttpResponse:
    """A version of the final minutes, as it was frozen, to read and to print."""
    record = meeting_at(request, id)
    return render(request, "panels/minutes.html", {"meeting": record, **frozen(record, number)})


def frozen(record: Meeting, number: int) -> dict[str, Any]:
    """A version of the minutes for a template: its content and the papers in it.

    Raises:
        NoSuchPage: for a number that there is not.
    """
    version: Minutes | None = record.versions.filter(number=number).first()
    if version is None:
        raise NoSuchPage("There is no such version of these minutes.")
    items = version.content["items"]
    return {
        "version": version,
        "content": version.content,
        "papers": [facts_of(paper) if (paper := from_json(item["paper"])) else [] for item in items],
        "last": record.versions.count(),
    }


def address(record: Meeting) -> str:
    """The page of a meeting."""
    return reverse("meeting", args=[record.place, record.pk])


def _list(place: str) -> str:
    return reverse("meetings", args=[place])
