"""The plan of a provider: everything that anybody asks of a service, in one list."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework.assurance.sharing.answers import files_of
from careplace.casework.assurance.visits import actions
from careplace.casework.assurance.visits.models import ASKED_BY, Action
from careplace.casework.assurance.visits.states import ACTION
from careplace.casework.assurance.visits.template import default
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import initial_of
from careplace.web.casework.scope import at_place, record_of
from careplace.web.casework.services.views import service_at
from careplace.web.casework.visits.forms import ProposeForm
from careplace.web.casework.visits.pages import MOVES
from careplace.web.casework.visits.views import address, visit_at

PAGE = 50
"""Actions on a page."""
OPEN = ("proposed", "agreed", "done")


@at_place("visits.read")
def action_list(request: HttpRequest) -> HttpResponse:
    """The actions of all services that are not finished, the earliest date first."""
    rows = Action.objects.at(request.actor.place).filter(state__in=OPEN).select_related("service")
    return _listed(request, rows, "Actions that are not finished")


@at_place("visits.read")
def service_plan(request: HttpRequest, id: UUID) -> HttpResponse:
    """The one plan of a service: what council, board and CQC ask, finished or not."""
    service = service_at(request, id)
    rows = Action.objects.at(service.place).filter(service=service).select_related("service")
    return _listed(request, rows, f"Action plan of {service.name}", service=service)


def _listed(request: HttpRequest, rows: QuerySet, title: str, **more: Any) -> HttpResponse:
    """A page of actions; how many there are, and how many of them are late, is counted over all pages."""
    today = timezone.localdate()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "count": page.paginator.count,
        "late": rows.filter(Action.overdue_on(today)).count(),
        "files": files_of(request.actor.place, {row.service_id for row in page.object_list}),
        "title": title,
        "moves": {row.pk: _moves(request, row) for row in page.object_list},
        "states": ACTION.states,
        "today": today,
    }
    return render(request, "visits/actions.html", context | {"asked_by": ASKED_BY, "service": None} | more)


def _moves(request: HttpRequest, row: Action) -> dict[str, str]:
    allowed = ACTION.actions(row.state, request.actor.roles)
    return {action: words for action, (words, _form) in MOVES.items() if action in allowed}


@at_place("visits.write", form=True)
def propose(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask a service for something, because of what the council, the board or CQC found."""
    service = service_at(request, id)
    return _proposed(request, service.pk, None, reverse("service-plan", args=[service.place, service.pk]))


@at_place("visits.write", form=True)
def propose_after_visit(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask a service for something after a visit."""
    visit = visit_at(request, id)
    return _proposed(request, visit.service_id, visit.pk, address(visit))


def _proposed(request: HttpRequest, service: UUID, visit: UUID | None, back: str) -> HttpResponse:
    ACTION.check(NEW, "propose", request.actor.roles)

    def save(form: Any) -> str:
        actions.propose(request.actor, service, form.cleaned_data, visit)
        return back

    make = partial(ProposeForm, template=default())
    return FormPage("Ask for an action", "Ask for it", make, save, {"asked_by": "council"}, back=back).answer(
        request
    )


@at_place("visits.write", form=True)
def move(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """Agree on an action, report it done, verify it, find it not enough, or follow it elsewhere."""
    record = record_of(Action.objects.at(request.actor.place), id, "action")
    ACTION.check(record.state, action, request.actor.roles)
    words, form_class = MOVES[action]
    back = reverse("service-plan", args=[record.place, record.service_id])

    def save(form: Any) -> str:
        actions.move_action(request.actor, record.pk, action, form.cleaned_data["version"], form.values())
        return back

    initial = initial_of(record, form_class)
    page = FormPage(words, "Save", form_class, save, initial, back=back, explanation=record.issue)
    return page.answer(request)
