"""Estimates of outcomes, calculated in the background from the current edition and the locked protocol."""

from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from careplace import __version__
from careplace.casework.edition_reader import NoEdition, edition, edition_id, reader_of
from careplace.casework.programmes.answers import Answer, Report, answer_of_study, question_of
from careplace.casework.programmes.local.actions import latest_figures
from careplace.casework.programmes.local.answers import local_answer
from careplace.casework.programmes.local.measures import local_of
from careplace.casework.programmes.models import Estimate, EstimateProgress, Outcome, Programme
from careplace.casework.programmes.periods import check_length, first_after, of_programme
from careplace.casework.programmes.progress import is_lost, report, stop
from careplace.casework.programmes.protocol import is_whole, open_programme
from careplace.casework.scope.actor import TIMER, Actor, NotAllowed
from careplace.casework.workflow.actions import Changes, changes
from careplace.editions.opening import Edition
from careplace.evaluation.results import DesignError
from careplace.measures.outcomes.queries import outcome_measures
from careplace.measures.outcomes.series_of_places import SeriesError, series_of_places
from careplace.places.area import UnknownPlace
from careplace.publish.evaluation.study import study

BEHIND_MAILS = -10
"""The priority of estimates in the queue that they share with mails, which take no time."""


def ask(actor: Actor, outcome: UUID) -> Estimate:
    """Ask for an estimate; it is calculated in the background.

    Raises:
        NotAllowed: before the protocol is locked, where it is no longer what was locked, or without figures.
        ValidationError: where it is being calculated.
    """
    with changes(actor) as at_once:
        record = _outcomes(actor).get(pk=outcome)
        programme = _locked(actor, record.programme_id)
        if _has_no_figures(record):
            raise NotAllowed("Enter the figures of this outcome first.")
        if _is_running(at_once, record):
            raise ValidationError("It is being calculated: look again in a minute.")
        return _ask(at_once, record, programme, uuid4())


def ask_all(actor: Actor, programme: UUID) -> list[Estimate]:
    """Ask for an estimate of every outcome that is followed, but those that are being calculated or have no figures yet.

    Raises:
        NotAllowed: as `ask`.
        ValidationError: where no outcome is left.
    """
    with changes(actor) as at_once:
        locked, run = _locked(actor, programme), uuid4()
        records = [
            record for record in _outcomes(actor).filter(programme=programme) if not _has_no_figures(record)
        ]
        free = [record for record in records if not _is_running(at_once, record)]
        if not free:
            raise ValidationError("Every outcome is being calculated or has no figures yet.")
        return [_ask(at_once, record, locked, run) for record in free]


def _outcomes(actor: Actor) -> QuerySet:
    return Outcome.objects.at(actor.place).select_related("programme", "local").filter(state="listed")


def _locked(actor: Actor, id: UUID) -> Programme:
    programme = open_programme(actor, id)
    if programme.state == "drafting":
        raise NotAllowed("Lock the protocol first: nobody opens an outcome before.")
    if not is_whole(programme):
        raise NotAllowed("The protocol is not what was locked, so no outcome of it can be opened.")
    return programme


def _has_no_figures(outcome: Outcome) -> bool:
    local = local_of(outcome)
    return local is not None and latest_figures(local) is None


def _is_running(at_once: Changes, outcome: Outcome) -> bool:
    """Whether an estimate of it waits. One whose program was killed is marked, and waits no more."""
    waiting = outcome.estimates.filter(state="waiting").select_related("progress").defer("page")
    killed = [estimate for estimate in waiting if is_lost(estimate, timezone.now())]
    for estimate in killed:
        stop(at_once, estimate)
    return len(waiting) > len(killed)


def _ask(at_once: Changes, outcome: Outcome, programme: Programme, run: UUID) -> Estimate:
    record = Estimate(outcome=outcome, protocol_sha256=programme.sha256, run=run)
    estimate = at_once.add(record, "ask")
    calculate.enqueue(str(estimate.pk))
    return estimate


@task(priority=BEHIND_MAILS)
def calculate(id: str) -> str:
    """Calculate an estimate that waits; gives its state then. One that was calculated before stays as it is.

    Whatever ends it early leaves "stopped", and never a part of an answer: that is written in one transaction.
    """
    estimate = Estimate.objects.select_related("outcome__programme", "outcome__local").get(pk=id)
    if estimate.state != "waiting":
        return str(estimate.state)
    timer = Actor(TIMER, estimate.place, frozenset(("evaluator",)))
    try:
        action, values = _result(estimate)
        with changes(timer) as at_once:
            EstimateProgress.objects.filter(estimate=estimate).delete()
            return str(at_once.change(Estimate, estimate.pk, action, values, estimate.version).state)
    except BaseException:
        with changes(timer) as at_once:
            stop(at_once, estimate)
        raise


def _result(estimate: Estimate) -> tuple[str, dict[str, Any]]:
    """(the action that ends it, its values)."""
    home, noted = settings.CAREPLACE.home, partial(report, estimate)
    noted("the figures are read")
    try:
        answer = answer_of(home, estimate.place, estimate.outcome, noted)
    except (NoEdition, SeriesError, DesignError, UnknownPlace) as error:
        return "refuse", {"reason": str(error), "edition": _current_edition(), "release": __version__}
    return "finish", vars(answer) | {"release": __version__}


def _current_edition() -> str:
    """The id of the current edition; "" where there is none."""
    try:
        return edition_id(settings.CAREPLACE.home)
    except NoEdition:
        return ""


def answer_of(home: Path, place: str, outcome: Outcome, noted: Report) -> Answer:
    """What the current edition shows of an outcome; of a local one what its latest figures show.

    Raises:
        NoEdition, SeriesError, DesignError, UnknownPlace: where it cannot be asked.
    """
    local = local_of(outcome)
    with edition(home) as opened:
        return local_answer(opened, local, noted) if local else _answer(opened, place, outcome, noted)


def _answer(opened: Edition, place: str, outcome: Outcome, noted: Report) -> Answer:
    reader = reader_of(opened)
    measures, programme = outcome_measures(reader), outcome.programme
    if outcome.measure not in measures:
        raise SeriesError(f"the edition has no measure {outcome.measure}")
    whole_series = series_of_places(reader, measures[outcome.measure], outcome.breakdown)
    series = of_programme(whole_series, programme)
    event = first_after(series, programme.event)
    check_length(series, event)
    result = study(reader, question_of(reader, place, programme, event), series)
    return answer_of_study(reader, result, opened.id, noted)
