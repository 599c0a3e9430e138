"""What a provider's own user reads: what waits, a draft sentence by sentence, final reports and the action plan."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.sharing import access, boundary
from careplace.casework.assurance.sharing.answers import files_of
from careplace.casework.assurance.sharing.models import ProviderFile
from careplace.casework.assurance.visits.draft import DraftSentence, draft_sentences
from careplace.casework.assurance.visits.models import ASKED_BY, DECISIONS, Action, Visit
from careplace.casework.assurance.visits.record import Evidence
from careplace.casework.assurance.visits.recorded import visit_record
from careplace.casework.scope.actor import Actor
from careplace.web.casework.scope import at_place, record_of
from careplace.web.casework.visits.views import findings

STATES = {
    "proposed": "Say what you will do",
    "agreed": "To do",
    "done": "The team looks at the proof",
    "verified": "Finished: the team has seen the proof",
    "moved": "Followed elsewhere",
}
"""{state of an action: what it means for the provider}"""


@dataclass(frozen=True)
class Plan:
    """A service's action plan in short: actions to do or to agree, those overdue, and the first day."""

    service: Service
    open: int
    overdue: int
    next_on: date | None


@at_place("shared.read")
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the person: drafts with their day, the plan of each service, final reports."""
    return waiting(request)


def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for a provider's user, who may open it as the page of the place too."""
    actor, today = request.actor, timezone.localdate()
    visits = list(boundary.visits_with_provider(actor).select_related("service").defer("record"))
    reports = boundary.reports(actor).select_related("service", "shared_report").defer("record")
    context = {
        "drafts": [visit for visit in visits if visit.state == "accuracy"],
        "with_team": [visit for visit in visits if visit.state == "review"],
        "plans": _plans(actor, today),
        "reports": reports.order_by("-final_on", "id"),
        "today": today,
    }
    return render(request, "provider/home.html", context)


def _plans(actor: Actor, today: date) -> list[Plan]:
    rows: dict[UUID, list[Action]] = {}
    for action in boundary.own_actions(actor).filter(state__in=("proposed", "agreed")):
        rows.setdefault(action.service_id, []).append(action)
    return [_plan_of(service, rows.get(service.pk, []), today) for service in boundary.own_services(actor)]


def _plan_of(service: Service, actions: list[Action], today: date) -> Plan:
    overdue = [action for action in actions if action.overdue(today)]
    days = [action.due_on for action in actions if action.due_on and action not in overdue]
    return Plan(service, len(actions), len(overdue), min(days, default=None))


@at_place("shared.read")
def draft(request: HttpRequest, id: UUID) -> HttpResponse:
    """A draft, sentence by sentence, with what was said of each; under review, what was said and the team's answers."""
    rows = boundary.visits_with_provider(request.actor).select_related("service")
    visit = record_of(rows, id, "draft")
    with_provider, today = visit.state == "accuracy", timezone.localdate()
    if with_provider and request.method == "GET":
        access.note_read(request.actor, visit, "draft")
    due, pieces = visit.accuracy_due_on, _pieces(visit) if with_provider else []
    context = _challenges(visit) | {
        "visit": visit,
        "pieces": pieces,
        "in_draft": {(s.evidence, s.text) for _piece, sentences in pieces for s in sentences},
        "may_challenge": with_provider and due is not None and today <= due,
    }
    return render(request, "provider/draft.html", context)


def _pieces(visit: Visit) -> list[tuple[Evidence, list[DraftSentence]]]:
    """(piece of evidence, its sentences) of a draft."""
    record = visit_record(visit.record)
    evidence = {piece.id: piece for piece in record.evidence}
    grouped = groupby(draft_sentences(record), key=lambda sentence: sentence.evidence)
    return [(evidence[id], list(sentences)) for id, sentences in grouped]


def _challenges(visit: Visit) -> dict[str, Any]:
    challenges = list(visit.challenges.all())
    said: dict[tuple[str, str], list[Any]] = {}
    for challenge in challenges:
        said.setdefault((challenge.evidence, challenge.sentence), []).append(challenge)
    files = files_of(visit.place, [visit.service_id]) if challenges else {}
    return {"challenges": challenges, "said": said, "decisions": DECISIONS, "files": files}


@at_place("shared.read")
def report(request: HttpRequest, id: UUID) -> HttpResponse:
    """A final report that is shared: grades, evidence, and the team's answers."""
    rows = boundary.reports(request.actor).select_related("service", "shared_report")
    visit = record_of(rows, id, "report")
    if request.method == "GET":
        access.note_read(request.actor, visit, "final")
    context = {"visit": visit, "may_record": False} | findings(visit) | _challenges(visit)
    return render(request, "provider/report.html", context)


@at_place("shared.read")
def plan(request: HttpRequest, id: UUID) -> HttpResponse:
    """All that anybody asks of a service, with dates, and what the person may answer."""
    service, today = own_service(request, id), timezone.localdate()
    rows = list(boundary.own_actions(request.actor).filter(service=service))
    context = {
        "service": service,
        "actions": rows,
        "agreed": sum(row.state == "agreed" for row in rows),
        "late": sum(row.overdue(today) for row in rows),
        "states": STATES,
        "asked_by": ASKED_BY,
        "files": files_of(service.place, [service.pk]),
        "today": today,
    }
    return render(request, "provider/plan.html", context)


def own_service(request: HttpRequest, id: UUID) -> Service:
    """The service, if the person acts for it.

    Raises:
        NoSuchPage: for any other: the answers are the same.
    """
    service: Service = record_of(boundary.own_services(request.actor), id, "service")
    return service


@at_place("shared.read")
def own_file(request: HttpRequest, id: UUID) -> HttpResponse:
    """A file that was sent about one of the person's services."""
    return download(record_of(boundary.own_files(request.actor), id, "file"))


def download(file: ProviderFile) -> HttpResponse:
    """A file to keep, which no browser opens as a page of this site."""
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=file.name)}
    return HttpResponse(bytes(file.content), content_type="application/octet-stream", headers=headers)
