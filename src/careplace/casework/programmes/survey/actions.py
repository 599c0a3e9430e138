"""What people do with a survey by link: write it, open it, close it; its answers are then counted into waves."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from careplace.casework.edition_reader import place_name
from careplace.casework.programmes.protocol import open_programme
from careplace.casework.programmes.survey.counting import counts_of, wave_of
from careplace.casework.programmes.survey.models import Survey, SurveyQuestion
from careplace.casework.programmes.survey.questionnaires import asked_questions, questionnaire
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.casework.workflow.actions import changes
from careplace.consultations.surveys import new_key, put_survey

DRAFT = "People can answer the survey already, so its questions cannot be changed."


def draft(actor: Actor, programme: UUID, values: Mapping[str, Any]) -> Survey:
    """A new survey.

    Raises:
        NotAllowed: for a programme whose evaluation has ended.
    """
    with changes(actor) as at_once:
        return at_once.add(Survey(programme=open_programme(actor, programme), **values), "draft")


def add_question(actor: Actor, survey: UUID, values: Mapping[str, Any]) -> SurveyQuestion:
    """A new question of a draft. Raises NotAllowed for a survey that is open."""
    with changes(actor) as at_once:
        record = Survey.objects.select_for_update().get(pk=survey, place=actor.place)
        if record.state != "draft":
            raise NotAllowed(DRAFT)
        return at_once.add(SurveyQuestion(survey=record, **values), "add")


def remove_question(actor: Actor, id: UUID, version: int) -> SurveyQuestion:
    """Take a question out of a draft. Raises NotAllowed for a survey that is open."""
    with changes(actor) as at_once:
        if at_once.seen(SurveyQuestion, id, version).survey.state != "draft":
            raise NotAllowed(DRAFT)
        return at_once.change(SurveyQuestion, id, "remove", {}, version)


def open_survey(
    actor: Actor, id: UUID, version: int, values: Mapping[str, Any], today: date, home: Path
) -> Survey:
    """Let people who have its link answer, from its first day to its last.

    Raises:
        ValidationError: for a survey without a question, or whose last day has passed.
    """
    if values["closes_on"] < today:
        raise ValidationError({"closes_on": "This day has passed."})
    with changes(actor) as at_once:
        record = at_once.change(Survey, id, "open", {**values, "key": new_key()}, version)
        if not asked_questions(record):
            raise ValidationError("Add a question first.")
        put_survey(home, record.key, questionnaire(record, place_name(home, record.place)))
        return record


def close(actor: Actor, id: UUID, version: int, today: date, home: Path) -> Survey:
    """Take no more answers from now on."""
    with changes(actor) as at_once:
        record = at_once.seen(Survey, id, version)
        last = max(record.opens_on, min(record.closes_on, today))
        return _ended(at_once.change(Survey, id, "close", {"closes_on": last}, version), home)


def withdraw(actor: Actor, id: UUID, version: int, reason: str, home: Path) -> Survey:
    """Use neither the survey nor its answers."""
    with changes(actor) as at_once:
        record = at_once.change(Survey, id, "withdraw", {"reason": reason}, version)
        return _ended(record, home) if record.key else record


def count(actor: Actor, id: UUID) -> Survey:
    """Count the answers of a closed survey: a wave for each question that somebody answered.

    Raises:
        ValidationError: where a question has a wave of the same day already.
    """
    with changes(actor) as at_once:
        survey = Survey.objects.select_for_update().get(pk=id, place=actor.place)
        counts = counts_of(survey)
        for question in asked_questions(survey):
            if sum(counts[str(question.pk)]):
                wave = at_once.add(wave_of(survey, question, counts[str(question.pk)]), "enter")
                at_once.change(SurveyQuestion, question.pk, "count", {"wave": wave}, question.version)
        return at_once.change(Survey, survey.pk, "count", {}, survey.version)


def _ended(record: Survey, home: Path) -> Survey:
    put_survey(home, record.key, questionnaire(record, place_name(home, record.place)))
    return record
