"""Answers by link on their way into casework: taken from the inbox of the site for responses, then out of it."""

from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError

from careplace.casework.programmes.states import EVALUATORS
from careplace.casework.programmes.survey.actions import close, count
from careplace.casework.programmes.survey.models import Survey, SurveyResponse
from careplace.casework.programmes.survey.questionnaires import asked_questions, positions, question_of
from careplace.casework.scope.actor import TIMER, Actor
from careplace.casework.workflow.actions import changes
from careplace.consultations.answers import faults_of
from careplace.consultations.inbox import Arrival, Inbox
from careplace.consultations.surveys import is_survey


def collect(inbox: Inbox) -> tuple[int, int]:
    """(responses that were taken in, responses that fit no survey and stay in the inbox).

    A crash between the two steps takes none in twice: the key of a response is there once.
    """
    arrivals = [arrival for arrival in inbox.arrivals() if is_survey(arrival.consultation)]
    taken = [arrival for arrival in arrivals if _take(arrival)]
    for arrival in taken:
        inbox.remove(arrival.key)
    return len(taken), len(arrivals) - len(taken)


def end_due(today: date, home: Path) -> int:
    """Close the surveys whose last day has passed, and count those that are closed; how many were counted."""
    for survey in Survey.objects.filter(state="open", closes_on__lt=today):
        close(_timer(survey), survey.pk, survey.version, today, home)
    counted = 0
    for survey in Survey.objects.filter(state="closed"):
        try:
            count(_timer(survey), survey.pk)
            counted += 1
        except ValidationError:
            # A wave of the day has the question already: a person has to withdraw one of the two.
            continue
    return counted


def _take(arrival: Arrival) -> bool:
    if SurveyResponse.objects.filter(key=arrival.key).exists():
        return True
    survey = Survey.objects.filter(key=arrival.consultation).first()
    if survey is None or survey.state not in ("open", "closed", "withdrawn"):
        return False
    if survey.state == "withdrawn":
        return True  # Nobody uses them, so nobody keeps them.
    questions = [question_of(entry) for entry in asked_questions(survey)]
    if not survey.opens_on <= arrival.received_on <= survey.closes_on or faults_of(
        questions, arrival.answers
    ):
        return False
    with changes(_timer(survey)) as at_once:
        at_once.add(
            SurveyResponse(
                survey=survey,
                received_on=arrival.received_on,
                key=arrival.key,
                session=arrival.session,
                choices=positions(arrival.answers),
            ),
            "receive",
        )
    return True


def _timer(survey: Survey) -> Actor:
    return Actor(TIMER, survey.place, EVALUATORS)
