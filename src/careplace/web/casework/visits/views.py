"""Visits: the list, one visit, what was found, and the provider's check of the facts."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework.assurance.sharing.answers import files_of
from careplace.casework.assurance.sharing.models import SharedReport
from careplace.casework.assurance.sharing.readers import readers_of
from careplace.casework.assurance.visits import actions
from careplace.casework.assurance.visits.draft import draft_sentences
from careplace.casework.assurance.visits.grading import domain_outcome, overall_outcome
from careplace.casework.assurance.visits.models import DECISIONS, Challenge, Visit
from careplace.casework.assurance.visits.recorded import visit_record
from careplace.casework.assurance.visits.states import CHALLENGE, VISIT
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import initial_of
from careplace.web.casework.scope import at_place, record_of
from careplace.web.casework.services.views import service_address, service_at
from careplace.web.casework.visits.forms import AnswerForm, ChallengeForm, EvidenceForm, GradesForm, PlanForm
from careplace.web.casework.visits.pages import STEPS
from careplace.web.shell.errors import NoSuchPage

PAGE = 50
"""Visits on a page."""
UNDER_WAY = ("planned", "recording", "accuracy", "review")


@at_place("visits.read")
def visits(request: HttpRequest) -> HttpResponse:
    """Visits that are planned or under way, the earliest first."""
    rows = Visit.objects.at(request.actor.place).filter(state__in=UNDER_WAY).defer("record")
    page = Paginator(rows.select_related("service", "officer"), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "states": VISIT.states, "today": timezone.localdate()}
    return render(request, "visits/list.html", context)


@at_place("visits.read")
def visit(request: HttpRequest, id: UUID) -> HttpResponse:
    """A visit: its dates, what was found by standard, challenges, actions, and what this person may do."""
    record = visit_at(request, id)
    allowed = VISIT.actions(record.state, request.actor.roles)
    context = {
        "visit": record,
        "states": VISIT.states,
        "steps": {action: step for action, step in STEPS.items() if action in allowed},
        "may_record": "record" in allowed,
        "may_write": request.actor.may("visits.write"),
        "challenges": record.challenges.all(),
        "decisions": DECISIONS,
        "actions": record.actions.all(),
        "missing": actions.missing(record) if "record" in allowed else [],
    }
    return render(request, "visits/visit.html", context | findings(record) | _with_provider(record))


def _with_provider(record: Visit) -> dict[str, Any]:
    """Who of the provider can see a visit's report, whether the final one is shared, and the files that came."""
    if not record.draft_sent_on:
        return {"files": {}}
    shared = record.state == "final" and SharedReport.objects.filter(visit=record, state="shared").exists()
    files = files_of(record.place, [record.service_id])
    return {"readers": readers_of(record), "shared": shared, "files": files}


def findings(visit: Visit) -> dict[str, Any]:
    """What a visit found, for a page: its record, the template and the grades that follow."""
    record, template = visit_record(visit.record), actions.template_of(visit)
    domains = {domain.key: domain_outcome(template, domain, record.grades) for domain in template.domains}
    whole = overall_outcome(template, record.grades)
    return {"record": record, "template": template, "domains": domains, "whole": whole}


def visit_at(request: HttpRequest, id: UUID) -> Visit:
    """The visit of the request's place.

    Raises:
        NoSuchPage: for an id of another place, or of none: the answers are the same.
    """
    rows = Visit.objects.at(request.actor.place).select_related("service", "officer")
    visit: Visit = record_of(rows, id, "visit")
    return visit


@at_place("visits.write", form=True)
def plan(request: HttpRequest, id: UUID) -> HttpResponse:
    """A new visit to a service."""
    service = service_at(request, id)
    VISIT.check(NEW, "plan", request.actor.roles)

    def save(form: Any) -> str:
        return address(actions.plan(request.actor, service.pk, form.values()))

    back = service_address(service)
    return FormPage(
        f"Plan a visit to {service.name}", "Plan the visit", PlanForm, save, {}, back=back
    ).answer(request)


@at_place("visits.write", form=True)
def step(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """A step of a visit: planned again, cancelled, started, sent, checked, sent back, final."""
    record, found = visit_at(request, id), STEPS[action]
    VISIT.check(record.state, action, request.actor.roles)

    def save(form: Any) -> str:
        found.save(request.actor, record, form.cleaned_data["version"], form.values())
        return address(record)

    title = f"{found.words}: {record.service.name}"
    initial = initial_of(record, found.form)
    page = FormPage(
        title, found.words, found.form, save, initial, back=address(record), explanation=found.explanation
    )
    return page.answer(request)


@at_place("visits.write", form=True)
def evidence(request: HttpRequest, id: UUID, piece: UUID | None = None) -> HttpResponse:
    """A piece of evidence, new or changed."""
    record = visit_at(request, id)
    VISIT.check(record.state, "record", request.actor.roles)
    pieces = {entry["id"]: entry for entry in record.record.get("evidence", [])}
    if piece is not None and str(piece) not in pieces:
        raise NoSuchPage("There is no such evidence in this visit.")
    make = partial(EvidenceForm, template=actions.template_of(record), new=piece is None)
    initial = (pieces[str(piece)] if piece else {}) | {"version": record.version}
    save = partial(_evidence_saved, request, record, str(piece or uuid4()))
    return FormPage("Evidence", "Save the evidence", make, save, initial, back=address(record)).answer(
        request
    )


def _evidence_saved(request: HttpRequest, record: Visit, id: str, form: forms.Form) -> str:
    pieces = {entry["id"]: entry for entry in record.record.get("evidence", [])}
    pieces.pop(id, None) if form.cleaned_data.get("remove") else pieces.update(
        {id: _piece(id, form.cleaned_data)}
    )
    return _recorded(request, record, form, {"evidence": list(pieces.values())})


def _piece(id: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": id, **{name: values[name] for name in ("kind", "text", "standards")}}


@at_place("visits.write", form=True)
def grades(request: HttpRequest, id: UUID) -> HttpResponse:
    """The grade of each standard."""
    record = visit_at(request, id)
    VISIT.check(record.state, "record", request.actor.roles)
    initial = GradesForm.initial_of(visit_record(record.record)) | {"version": record.version}

    def save(form: Any) -> str:
        return _recorded(request, record, form, {"grades": form.of("grade"), "not_looked_at": form.of("why")})

    make = partial(GradesForm, template=actions.template_of(record))
    return FormPage("Grades", "Save the grades", make, save, initial, back=address(record)).answer(request)


def _recorded(request: HttpRequest, record: Visit, form: forms.Form, parts: dict[str, Any]) -> str:
    actions.record(request.actor, record.pk, form.cleaned_data["version"], record.record | parts)
    return address(record)


@at_place("visits.write", form=True)
def challenge(request: HttpRequest, id: UUID) -> HttpResponse:
    """What the provider says is wrong in a sentence of the draft."""
    record = visit_at(request, id)
    CHALLENGE.check(NEW, "challenge", request.actor.roles)
    actions.check_with_provider(record)
    sentences = {sentence.key: sentence for sentence in draft_sentences(visit_record(record.record))}

    def save(form: Any) -> str:
        sentence = sentences[form.cleaned_data["sentence"]]
        values = {"evidence": sentence.evidence, "sentence": sentence.text, "says": form.cleaned_data["says"]}
        actions.challenge(request.actor, record.pk, values)
        return address(record)

    make = partial(ChallengeForm, sentences=[(key, sentence.text) for key, sentence in sentences.items()])
    page = FormPage("Note what the provider says is wrong", "Save", make, save, {}, back=address(record))
    return page.answer(request)


@at_place("visits.write", form=True)
def answer(request: HttpRequest, id: UUID) -> HttpResponse:
    """The team's answer to a challenge."""
    record = record_of(Challenge.objects.at(request.actor.place).select_related("visit"), id, "challenge")
    CHALLENGE.check(record.state, "answer", request.actor.roles)

    def save(form: Any) -> str:
        actions.answer(request.actor, record.pk, form.cleaned_data["version"], **form.values())
        return address(record.visit)

    says = f"The draft: “{record.sentence}” The provider: “{record.says}”"
    page = FormPage(
        "Answer the provider", "Save the answer", AnswerForm, save, {"version": record.version},
        back=address(record.visit), explanation=says,
    )  # fmt: skip
    return page.answer(request)


def address(record: Visit) -> str:
    """The page of a visit."""
    return reverse("visit", args=[record.place, record.pk])
