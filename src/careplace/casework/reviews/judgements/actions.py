"""What people of a review's team do with a judgement: write it, put it to a second person, agree, send back, dissent.

Rules: `reviews.judgement`. Who edits a judgement becomes its judge, and somebody else has to agree.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from careplace.casework.reviews.changes import ReviewChanges, in_review
from careplace.casework.reviews.coding.evidence import evidence_of
from careplace.casework.reviews.evidence import Direction
from careplace.casework.reviews.framework import Framework
from careplace.casework.reviews.judgement import Confidence, Judgement, problems, unready
from careplace.casework.reviews.judgements.models import Dissent, LineJudgement
from careplace.casework.reviews.models import Source
from careplace.casework.reviews.report.models import Report
from careplace.casework.reviews.weighing import Weight, weigh
from careplace.casework.scope.actor import Actor, NotAllowed

JUDGED_IN = ("fieldwork", "judging", "published")
"""States of a review in which its team judges: a published judgement is corrected in a next version."""
JUDGES = ("lead", "reviewer")
"""Parts of the team who judge: the panel reads the report, and judges nothing that it reads."""


def write(actor: Actor, review: UUID, line: str, values: Mapping[str, Any]) -> LineJudgement:
    """The first draft of the judgement on a key line.

    Raises:
        NotAllowed, ValidationError: as `in_review` and `ReviewChanges.add`.
    """
    with in_review(actor, review, JUDGED_IN, JUDGES) as at_once:
        return at_once.add(LineJudgement(line=line, judge_id=actor.person, **values), "write")


def edit(actor: Actor, record: LineJudgement, version: int, values: Mapping[str, Any]) -> LineJudgement:
    """Change a draft; raises as `write`."""
    return _changed(actor, record, version, "edit", {**values, "judge_id": actor.person})


def propose(actor: Actor, record: LineJudgement, version: int, today: date) -> LineJudgement:
    """Put a draft to a second person.

    Raises:
        ValidationError: with everything that it lacks.
    """
    with in_review(actor, record.review_id, JUDGED_IN, JUDGES) as at_once:
        _refuse(unready(judgement_of(record), weight_of(record, today), record.review.framework_used), record)
        return at_once.change(LineJudgement, record.pk, "propose", {}, version)


def agree(actor: Actor, record: LineJudgement, version: int, today: date) -> LineJudgement:
    """Agree as the second person: the judgement is then final.

    Raises:
        NotAllowed: for its judge.
        ValidationError: with everything that it lacks: sources may have changed since it was proposed.
    """
    if str(record.judge_id) == actor.person:
        raise NotAllowed("You wrote this judgement. A colleague has to agree.")
    with in_review(actor, record.review_id, JUDGED_IN, JUDGES) as at_once:
        _refuse(faults(record, weight_of(record, today), record.review.framework_used, actor.person), record)
        return at_once.change(LineJudgement, record.pk, "agree", {"reviewer_id": actor.person}, version)


def send_back(actor: Actor, record: LineJudgement, version: int, reason: str) -> LineJudgement:
    """Send a proposed judgement back to its judge."""
    return _changed(actor, record, version, "send-back", {"reason_back": reason})


def reopen(actor: Actor, record: LineJudgement, version: int, reason: str) -> LineJudgement:
    """Make a final judgement a draft again. A report that the quality panel has read, or reads, is a draft with it."""
    with in_review(actor, record.review_id, JUDGED_IN, JUDGES) as at_once:
        values = {"reason_back": reason, "reviewer_id": None}
        opened = at_once.change(LineJudgement, record.pk, "reopen", values, version)
        _take_from_panel(at_once, record, reason)
        return opened


def dissent(actor: Actor, record: LineJudgement, text: str) -> Dissent:
    """Keep what a member of the team says against a judgement; its own judge changes it instead.

    Raises:
        NotAllowed: for its judge.
    """
    if str(record.judge_id) == actor.person:
        raise NotAllowed("You wrote this judgement: change it instead.")
    with in_review(actor, record.review_id, JUDGED_IN) as at_once:
        return at_once.add(Dissent(judgement=record, person_id=actor.person, text=text), "dissent")


def judgement_of(record: LineJudgement, reviewer: str | None = None) -> Judgement:
    """A record as the rules of `reviews.judgement` read it, with its reviewer or the one that is named."""
    return Judgement(
        line=record.line,
        statement=record.statement,
        direction=Direction(record.direction),
        level=record.level,
        confidence=Confidence(record.confidence),
        supporting=frozenset(record.supporting),
        opposing=frozenset(record.opposing),
        judge=str(record.judge_id),
        reviewer=str(record.reviewer_id or "") if reviewer is None else reviewer,
        reason=record.reason,
    )


def faults(
    record: LineJudgement, weight: Weight, framework: Framework, reviewer: str | None = None
) -> list[str]:
    """Why a judgement cannot be final, or is no longer sound; `reviewer` as for `judgement_of`."""
    return problems(judgement_of(record, reviewer), weight, framework)


def weight_of(record: LineJudgement, today: date) -> Weight:
    """What the sources of the judgement's key line say today."""
    return weigh(
        record.review.framework_used, record.line, evidence_of(record.review_id, [record.line]), today
    )


def unsound(
    framework: Framework, records: Mapping[str, LineJudgement], weights: Mapping[str, Weight]
) -> list[str]:
    """Why judgements cannot be published: lines without a final one, and what has changed under the others.

    Args:
        records: {key line: its final judgement}. weights: {key line: its weight today}.
    """
    missing = [
        f"{line.title}: no final judgement." for key, line in framework.lines.items() if key not in records
    ]
    return missing + [
        f"{framework.lines[line].title}: {fault}"
        for line, record in records.items()
        for fault in faults(record, weights[line], framework)
    ]


def _take_from_panel(at_once: ReviewChanges, record: LineJudgement, reason: str) -> None:
    """What the quality panel agreed to had another judgement in it."""
    report = Report.objects.filter(review=record.review_id, state__in=("panel", "ready")).first()
    if report is None:
        return
    title = at_once.review.framework_used.lines[record.line].title
    words = f"The judgement on “{title}” was opened again: {reason}"[:2000]
    values = {"reason": words, "panel_member_id": None}
    at_once.change(Report, report.pk, "judgement-opened", values, report.version)


def _changed(
    actor: Actor, record: LineJudgement, version: int, action: str, values: Mapping[str, Any]
) -> LineJudgement:
    with in_review(actor, record.review_id, JUDGED_IN, JUDGES) as at_once:
        return at_once.change(LineJudgement, record.pk, action, values, version)


def _refuse(messages: list[str], record: LineJudgement) -> None:
    """Raises ValidationError with the messages, in which sources have their titles instead of their ids."""
    if not messages:
        return
    text = "\n".join(messages)
    for id, title in Source.objects.filter(review=record.review_id).values_list("pk", "title"):
        text = text.replace(str(id), title)
    raise ValidationError(text.split("\n"))
