"""Estimates of outcomes, calculated in the background from the current edition and the locked protocol."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django_tasks import task

from careplace import __version__
from careplace.casework.edition_reader import NoEdition, edition, edition_id, reader_of
from careplace.casework.programmes.answers import Answer, answer_of_study, question_of
from careplace.casework.programmes.local.actions import latest_figures
from careplace.casework.programmes.local.answers import local_answer
from careplace.casework.programmes.local.measures import local_of
from careplace.casework.programmes.models import Estimate, Outcome
from careplace.casework.programmes.periods import check_length, first_after, of_programme
from careplace.casework.programmes.protocol import is_whole, open_programme
from careplace.casework.scope.actor import TIMER, Actor, NotAllowed
from careplace.casework.workflow.actions import changes
from careplace.editions.opening import Edition
from careplace.evaluation.results import DesignError
from careplace.measures.outcomes.queries import outcome_measures
from careplace.measures.outcomes.series_of_places import SeriesError, series_of_places
from careplace.places.area import UnknownPlace
from careplace.publish.evaluation.study import study


def ask(actor: Actor, outcome: UUID) -> Estimate:
    """Ask for an estimate; it is calculated in the background.

    Raises:
        NotAllowed: before the protocol is locked, or where it is no longer what was locked.
    """
    with changes(actor) as at_once:
        record = Outcome.objects.at(actor.place).select_related("programme").get(pk=outcome, state="listed")
        programme = open_programme(actor, record.programme_id)
        if programme.state == "drafting":
            raise NotAllowed("Lock the protocol first: nobody opens an outcome before.")
        if not is_whole(programme):
            raise NotAllowed("The protocol is not what was locked, so no outcome of it can be opened.")
        if (local := local_of(record)) and latest_figures(local) is None:
            raise NotAllowed("Enter the figures of this outcome first.")
        estimate = at_once.add(Estimate(outcome=record, protocol_sha256=programme.sha256), "ask")
        calculate.enqueue(str(estimate.pk))
        return estimate


@task()
def calculate(id: str) -> str:
    """Calculate an estimate that waits; gives its state then. One that was calculated before stays as it is."""
    estimate = Estimate.objects.select_related("outcome__programme", "outcome__local").get(pk=id)
    if estimate.state != "waiting":
        return str(estimate.state)
    timer = Actor(TIMER, estimate.place, frozenset(("evaluator",)))
    try:
        answer = answer_of(settings.CAREPLACE.home, estimate.place, estimate.outcome)
    except (NoEdition, SeriesError, DesignError, UnknownPlace) as error:
        action, values = (
            "refuse",
            {"reason": str(error), "edition": _current_edition()},
        )
    else:
        action, values = "finish", vars(answer)
    release = {"release": __version__}
    with changes(timer) as at_once:
        return str(at_once.change(Estimate, estimate.pk, action, values | release, estimate.version).state)


def _current_edition() -> str:
    """The id of the current edition; "" where there is none."""
    try:
        return edition_id(settings.CAREPLACE.home)
    except NoEdition:
        return ""


def answer_of(home: Path, place: str, outcome: Outcome) -> Answer:
    """What the current edition shows of an outcome; of a local one what its latest figures show.

    Raises:
        NoEdition, SeriesError, DesignError, UnknownPlace: where it cannot be asked.
    """
    local = local_of(outcome)
    with edition(home) as opened:
        return local_answer(opened, local) if local else _answer(opened, place, outcome)


def _answer(opened: Edition, place: str, outcome: Outcome) -> Answer:
    reader = reader_of(opened)
    measures, programme = outcome_measures(reader), outcome.programme
    if outcome.measure not in measures:
        raise SeriesError(f"the edition has no measure {outcome.measure}")
    whole_series = series_of_places(reader, measures[outcome.measure], outcome.breakdown)
    series = of_programme(whole_series, programme)
    event = first_after(series, programme.event)
    check_length(series, event)
    result = study(reader, question_of(reader, place, programme, event), series)
    return answer_of_study(reader, result, opened.id)
