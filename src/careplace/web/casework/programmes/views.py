"""Programmes: the list, a programme, and an answer of an outcome."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from markupsafe import Markup

from careplace.casework.edition_reader import place_name
from careplace.casework.programmes.comparators import comparators_in_words
from careplace.casework.programmes.latest import latest_estimates
from careplace.casework.programmes.local.measures import local_of
from careplace.casework.programmes.models import HOPED, THEMES, Estimate, Outcome, Programme
from careplace.casework.programmes.progress import is_running, progress_of
from careplace.casework.programmes.protocol import is_whole
from careplace.casework.programmes.states import ESTIMATE, PROGRAMME
from careplace.casework.programmes.survey.states import SURVEY
from careplace.casework.programmes.survey_charts import survey_chart
from careplace.casework.programmes.surveys import by_question
from careplace.casework.programmes.surveys import sentences as survey_sentences
from careplace.casework.programmes.titles import outcome_title
from careplace.web.casework.attachments import HTML, attachment
from careplace.web.casework.scope import at_place, record_of


def programme_at(request: HttpRequest, id: UUID) -> Programme:
    """A programme of the place. Raises NoSuchPage for any other."""
    record: Programme = record_of(Programme.objects.at(request.actor.place), id, "programme")
    return record


@at_place("programmes.read")
def programmes(request: HttpRequest) -> HttpResponse:
    """Every programme of the place, the latest first."""
    rows = Programme.objects.at(request.actor.place)
    return render(request, "programmes/list.html", {"programmes": rows, "states": PROGRAMME.states})


@at_place("programmes.read")
def programme(request: HttpRequest, id: UUID) -> HttpResponse:
    """A programme: its protocol, outcomes with their latest answer, surveys, money and milestones."""
    record = programme_at(request, id)
    outcomes = list(record.outcomes.select_related("local"))
    latest = latest_estimates(outcomes)
    pending = [row.pending for row in latest.values() if row.pending]
    waves, open_now = (
        record.waves.select_related("by_link"),
        record.state != "ended" and request.actor.may("programmes.write"),
    )
    entered = [wave for wave in waves if wave.state == "entered"]
    context = {
        "programme": record,
        "states": PROGRAMME.states,
        "estimate_states": ESTIMATE.states,
        "allowed": PROGRAMME.actions(record.state, request.actor.roles),
        "may_write": open_now,
        "outcomes": outcomes,
        "latest": latest,
        "running": [estimate for estimate in pending if is_running(estimate, timezone.now())],
        "titles": {outcome.pk: outcome_title(outcome) for outcome in outcomes},
        "locals": {outcome.pk: local_of(outcome) for outcome in outcomes},
        "hoped": HOPED,
        "themes": THEMES,
        "waves": waves,
        "charts": [survey_chart(chart) for chart in by_question(entered).values()],
        "surveys": record.surveys.all(),
        "survey_states": SURVEY.states,
        "wave_sentences": survey_sentences(entered),
        "items": record.items.all(),
        "milestones": record.milestones.all(),
        "whole": is_whole(record),
        "compared_with": comparators_in_words(record, settings.CAREPLACE.home),
        "left_out": ", ".join(place_name(settings.CAREPLACE.home, code) for code in record.left_out),
    }
    return render(request, "programmes/programme.html", context)


@at_place("programmes.read")
def estimate(request: HttpRequest, id: UUID) -> HttpResponse:
    """What an edition shows of an outcome, in sentences."""
    rows = Estimate.objects.at(request.actor.place).select_related("outcome__programme", "outcome__local")
    record = record_of(rows.select_related("progress").defer("page"), id, "estimate")
    running = is_running(record, timezone.now())
    context = {
        "estimate": record,
        "states": ESTIMATE.states,
        "state": record.state if running or record.state != "waiting" else "stopped",
        "progress": progress_of(record) if running else None,
        "may_write": record.outcome.programme.state == "locked" and request.actor.may("programmes.write"),
        "title": outcome_title(record.outcome),
        "local": local_of(record.outcome),
        "picture": Markup(record.picture),  # noqa: S704 - written by our own template
    }
    return render(request, "programmes/estimate.html", context)


@at_place("programmes.read")
def estimate_page(request: HttpRequest, id: UUID) -> HttpResponse:
    """The page of an answer with its pictures, as a file: it has styles of its own, which no page of ours may have."""
    rows = Estimate.objects.at(request.actor.place).filter(state="done")
    record = record_of(rows, id, "answer")
    return attachment(f"outcome-{record.edition}.html", record.page, HTML)


def outcome_at(request: HttpRequest, id: UUID) -> Outcome:
    """An outcome of a programme of the place. Raises NoSuchPage for any other."""
    rows = Outcome.objects.at(request.actor.place).select_related("programme", "local")
    record: Outcome = record_of(rows, id, "outcome")
    return record
