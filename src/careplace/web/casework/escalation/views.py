"""The ladder with its cases, a case with its timeline, and the forms that open, move, review and close one."""

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework.assurance.escalation import actions
from careplace.casework.assurance.escalation.current import current_ladder
from careplace.casework.assurance.escalation.decisions import usable_decision
from careplace.casework.assurance.escalation.ladder import Level
from careplace.casework.assurance.escalation.levels import case_actions, check_mover, levels_to
from careplace.casework.assurance.escalation.models import PLACEMENTS, EscalationCase
from careplace.casework.assurance.escalation.placements import check_can_open
from careplace.casework.assurance.escalation.states import CASE
from careplace.casework.assurance.models import Service
from careplace.casework.clocks import due_words
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.scope.people import people_with
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.escalation.forms import MoveForm, OpenForm, ReviewForm
from careplace.web.casework.escalation.timeline import timeline
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.scope import at_place, record_of
from careplace.web.casework.services.views import service_address, service_at

STEPS = {
    "raise": "Raise the level",
    "lower": "Lower the level",
    "review": "Note a review",
    "close": "Close the case",
}
"""{action of a case: the words on its button}"""
BY_MANAGER = (
    "From this level, a team manager makes such a move: it carries out a decision of the panel, "
    "or placements are suspended."
)


@dataclass(frozen=True)
class Rung:
    """A level of the ladder with its open cases."""

    level: Level
    cases: list[EscalationCase]


@at_place("escalation.read")
def cases(request: HttpRequest) -> HttpResponse:
    """The open cases by level, the highest first, with the ladder as a picture; and the closed ones, if asked for."""
    rows = EscalationCase.objects.at(request.actor.place).select_related("service", "owner")
    open_cases, today = list(rows.filter(state="open")), timezone.localdate()
    rungs = [
        Rung(level, [case for case in open_cases if case.level == level.key])
        for level in current_ladder().levels[1:]
    ]
    context = {
        "ladder": current_ladder(),
        "rungs": rungs,
        "services": Service.objects.at(request.actor.place).exclude(state="ended").count(),
        "counts": Counter(case.level for case in open_cases),
        "late": sum(case.overdue(today) for case in open_cases),
        "closed": rows.filter(state="closed").order_by("-closed_on")[:50],
    }
    return render(request, "escalation/list.html", context | _words(open_cases))


def _words(open_cases: list[EscalationCase]) -> dict[str, Any]:
    """What templates need to show cases: their clocks in words, by id."""
    today = timezone.localdate()
    clocks = {case.pk: due_words(case.review_on, today) for case in open_cases if case.review_on}
    return {"clocks": clocks, "placements": PLACEMENTS, "today": today}


@at_place("escalation.read")
def case(request: HttpRequest, id: UUID) -> HttpResponse:
    """A case: its level, owner and review, its timeline, and what this person may do."""
    record = case_at(request, id)
    allowed = _allowed(request, record)
    context = {
        "case": record,
        "level": _level(record),
        "steps": {action: words for action, words in STEPS.items() if action in allowed},
        "entries": timeline(request.actor, record),
        "decision": usable_decision(record.place, record.service_id) if record.state == "open" else None,
    }
    return render(
        request, "escalation/case.html", context | _words([record] if record.state == "open" else [])
    )


def _level(record: EscalationCase) -> Level | None:
    """The level of a case; None where it was one of an earlier ladder."""
    return next((level for level in current_ladder().levels if level.key == record.level), None)


def _allowed(request: HttpRequest, record: EscalationCase) -> set[str]:
    by_state = set(CASE.actions(record.state, request.actor.roles))
    return by_state & set(case_actions(request.actor, record.level)) if record.state == "open" else set()


def case_at(request: HttpRequest, id: UUID) -> EscalationCase:
    """The case of the request's place.

    Raises:
        NoSuchPage: for an id of another place, or of none: the answers are the same.
    """
    rows = EscalationCase.objects.at(request.actor.place).select_related("service", "owner")
    record: EscalationCase = record_of(rows, id, "case")
    return record


@at_place("escalation.write", form=True)
def open_case(request: HttpRequest, id: UUID) -> HttpResponse:
    """A case of a service is opened at a level above the first."""
    service = service_at(request, id)
    CASE.check(NEW, "open", request.actor.roles)
    check_can_open(service)

    def save(form: Any) -> str:
        return address(actions.open_case(request.actor, service.pk, form.values(), timezone.localdate()))

    first = current_ladder().levels[0].key
    make = _form(request, service, OpenForm, "open", first)
    initial = {"owner": request.actor.person}
    page = FormPage(
        f"Open a case: {service.name}", "Open the case", make, save, initial, back=service_address(service)
    )
    return page.answer(request)


def _form(
    request: HttpRequest, service: Service, form: type[MoveForm], action: str, before: str
) -> partial[MoveForm]:
    """The form of a move, with the levels that this person may choose.

    Raises:
        NotAllowed: where there is none.
    """
    levels = levels_to(request.actor, action, before)
    if not levels:
        raise NotAllowed(BY_MANAGER)
    decision = usable_decision(service.place, service.pk)
    people = people_with(service.place, "escalation.write")
    return partial(form, before=before, levels=levels, decision=decision, people=people)


@at_place("escalation.write", form=True)
def step(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """A case is raised, lowered, reviewed or closed."""
    record = case_at(request, id)
    CASE.check(record.state, action, request.actor.roles)
    if action == "review":
        return _review(request, record)

    def save(form: Any) -> str:
        values, version = form.values(), form.cleaned_data["version"]
        return address(actions.move(request.actor, record.pk, version, values, timezone.localdate()))

    make = _form(request, record.service, MoveForm, action, record.level)
    initial = {"version": record.version, "owner": record.owner_id}
    if action == "close":
        initial["to"] = current_ladder().levels[0].key
    return _page(request, record, action, make, save, initial)


def _review(request: HttpRequest, record: EscalationCase) -> HttpResponse:
    check_mover(request.actor, record.level, record.level)
    today = timezone.localdate()

    def save(form: Any) -> str:
        values, version = form.values(), form.cleaned_data["version"]
        return address(actions.review(request.actor, record.pk, version, values, today))

    people = people_with(record.place, "escalation.write")
    make = partial(ReviewForm, level=current_ladder().level(record.level), on=today, people=people)
    return _page(request, record, "review", make, save, {"version": record.version, "owner": record.owner_id})


def _page(
    request: HttpRequest,
    record: EscalationCase,
    action: str,
    make: partial[Any],
    save: Any,
    initial: dict[str, Any],
) -> HttpResponse:
    title, explanation = f"{STEPS[action]}: {record.service.name}", f"It is at {record.level_title} now."
    page: FormPage = FormPage(
        title, STEPS[action], make, save, initial, back=address(record), explanation=explanation
    )
    return page.answer(request)


def address(record: EscalationCase) -> str:
    """The page of a case."""
    return reverse("case", args=[record.place, record.pk])
