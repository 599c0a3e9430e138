"""What people do with a consultation, its questions and its report: each change in one transaction with its audit."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from careplace.casework.consultation.models import Consultation, Question, Theme
from careplace.casework.consultation.questionnaires import question
from careplace.casework.consultation.releases import publication_id, release_questions, release_report, themes
from careplace.casework.consultation.results import count
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.casework.workflow.actions import changes


def plan(actor: Actor, values: Mapping[str, Any]) -> Consultation:
    """A new consultation."""
    with changes(actor) as at_once:
        return at_once.add(Consultation(**values), "plan")


def edit(actor: Actor, id: UUID, version: int, values: Mapping[str, Any]) -> Consultation:
    """Change a draft."""
    with changes(actor) as at_once:
        return at_once.change(Consultation, id, "edit", values, version)


def open_for_responses(
    actor: Actor, id: UUID, version: int, values: Mapping[str, Any], today: date, home: Path, site: str
) -> Consultation:
    """Publish the questions, so that people can respond from the first day to the last.

    Raises:
        ValidationError: with everything that keeps it from being published.
    """
    if values["closes_on"] < today:
        raise ValidationError({"closes_on": "This day has passed."})
    with changes(actor) as at_once:
        record = at_once.seen(Consultation, id, version)
        more = {"publication": publication_id(record), "published_version": 1}
        record = at_once.change(Consultation, id, "open", {**values, **more}, version)
        release_questions(record, today, home, site)
        return record


def close(
    actor: Actor, id: UUID, version: int, reason: str, today: date, home: Path, site: str
) -> Consultation:
    """Take no more responses. Before the last day that is published with the reason, as another version."""
    with changes(actor) as at_once:
        record = at_once.seen(Consultation, id, version)
        early = record.closes_on is not None and today <= record.closes_on
        values: dict[str, Any] = {"reason": reason}
        if early:
            values |= {
                "closes_on": max(today, record.opens_on),
                "published_version": record.published_version + 1,
            }
        record = at_once.change(Consultation, id, "close", values, version)
        if early:
            release_questions(record, today, home, site)
        return record


def write_report(actor: Actor, id: UUID, version: int, values: Mapping[str, Any]) -> Consultation:
    """Write what the report begins with, and choose the groups by which it shows answers."""
    with changes(actor) as at_once:
        return at_once.change(Consultation, id, "write-report", values, version)


def publish_report(actor: Actor, id: UUID, version: int, today: date, home: Path) -> Consultation:
    """Publish the report with the counts of now. They never change after that: two versions cannot be subtracted.

    Raises:
        NotAllowed: while a response waits for a decision, or nothing is written of what was said and done.
        ValidationError: for what the store of publications refuses.
    """
    with changes(actor) as at_once:
        record = at_once.seen(Consultation, id, version)
        check_ready_to_report(record)
        values = {"results": count(record, record.group_by), "results_version": 1}
        record = at_once.change(Consultation, id, "publish", values, version)
        release_report(record, today, home)
        return record


def correct_report(
    actor: Actor, id: UUID, version: int, values: Mapping[str, Any], today: date, home: Path
) -> Consultation:
    """Publish the report with other words, as another version with a note. Its counts stay."""
    with changes(actor) as at_once:
        record = at_once.seen(Consultation, id, version)
        more = {"results_version": (record.results_version or 0) + 1}
        record = at_once.change(Consultation, id, "correct", {**values, **more}, version)
        release_report(record, today, home)
        return record


def check_ready_to_report(consultation: Consultation) -> None:
    """Raises NotAllowed while a response waits for a decision, or nothing is written of what was said and done."""
    if waiting := consultation.responses.filter(state="received").count():
        words = "response waits" if waiting == 1 else "responses wait"
        raise NotAllowed(f"{waiting} {words} for a decision whether they count.")
    if not themes(consultation):
        raise NotAllowed("Write first what people said, and what was done about it.")


def add_question(actor: Actor, consultation: UUID, values: Mapping[str, Any]) -> Question:
    """A new question of a draft."""
    with changes(actor) as at_once:
        record = Question(consultation=_draft(actor, consultation), **values)
        return _askable(at_once.add(record, "add"))


def edit_question(actor: Actor, id: UUID, version: int, values: Mapping[str, Any]) -> Question:
    """Change a question of a draft."""
    with changes(actor) as at_once:
        record = at_once.seen(Question, id, version)
        _draft(actor, record.consultation_id)
        return _askable(at_once.change(Question, id, "edit", values, version))


def remove_question(actor: Actor, id: UUID, version: int) -> Question:
    """Take a question out of a draft."""
    with changes(actor) as at_once:
        _draft(actor, at_once.seen(Question, id, version).consultation_id)
        return at_once.change(Question, id, "remove", {}, version)


def check_draft(consultation: Consultation) -> None:
    """Raises NotAllowed for a consultation that people may have answered already."""
    if consultation.state != "draft":
        raise NotAllowed("The consultation is published, so its questions cannot be changed.")


def add_theme(actor: Actor, consultation: UUID, values: Mapping[str, Any]) -> Theme:
    """Something that people said, and what was done."""
    with changes(actor) as at_once:
        about = Consultation.objects.at(actor.place).get(pk=consultation)
        return at_once.add(Theme(consultation=about, **values), "write")


def edit_theme(actor: Actor, id: UUID, version: int, values: Mapping[str, Any]) -> Theme:
    """Change it."""
    with changes(actor) as at_once:
        return at_once.change(Theme, id, "edit", values, version)


def remove_theme(actor: Actor, id: UUID, version: int) -> Theme:
    """Take it out of the report."""
    with changes(actor) as at_once:
        return at_once.change(Theme, id, "remove", {}, version)


def _draft(actor: Actor, id: UUID) -> Consultation:
    consultation = Consultation.objects.at(actor.place).get(pk=id)
    check_draft(consultation)
    return consultation


def _askable(entry: Question) -> Question:
    question(entry)  # raises ValidationError with what is wrong
    return entry
