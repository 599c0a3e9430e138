"""What people do with a report: begin it, write its sections, answer what organisations say of its facts, have it read by
the quality panel, and say that a published one is to be followed by another version."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from careplace.casework.reviews.changes import in_review
from careplace.casework.reviews.coding.evidence import used_sources
from careplace.casework.reviews.judgements.models import LineJudgement
from careplace.casework.reviews.models import Review
from careplace.casework.reviews.report.figures import kept
from careplace.casework.reviews.report.models import Comment, Report, Section
from careplace.casework.reviews.report.outline import outline
from careplace.casework.reviews.report.text import resolve
from careplace.casework.scope.actor import Actor, NotAllowed

WRITTEN_IN = ("fieldwork", "judging", "published")
"""States of a review in which its report is written: one that was published is followed by its next version."""
WRITERS = ("lead", "reviewer")
OPEN_REPORT = ("draft", "accuracy")
"""States of a report in which its sections may be changed."""


def begin(actor: Actor, review: UUID) -> Report:
    """A report with its empty sections.

    Raises:
        ValidationError: where the review has a report.
    """
    with in_review(actor, review, WRITTEN_IN, WRITERS) as at_once:
        report = at_once.add(Report(), "begin")
        for position, heading in enumerate(outline(at_once.review.framework_used)):
            at_once.add(Section(report=report, key=heading.key, title=heading.title, position=position))
        return report


def write(actor: Actor, section: Section, version: int, text: str, home: Path) -> Section:
    """Save a section with the figures in it as they are today. What is wrong with it keeps it from publication alone.

    Raises:
        NotAllowed: once the quality panel has the report.
    """
    with in_review(actor, section.review_id, WRITTEN_IN, WRITERS) as at_once:
        _check_open(section.report, OPEN_REPORT)
        figures = kept(
            resolve(section.review, [text], home, used_sources(section.review_id)).figures.values()
        )
        values = {"text": text, "figures": figures, "author_id": actor.person}
        return at_once.change(Section, section.pk, "edit", values, version)


def comment(actor: Actor, section: Section, values: Mapping[str, Any]) -> Comment:
    """Note what an organisation says of a passage, while the organisations check the facts."""
    with in_review(actor, section.review_id, WRITTEN_IN, WRITERS) as at_once:
        _check_open(section.report, ("accuracy",))
        return at_once.add(Comment(section=section, **values), "note")


def answer(actor: Actor, record: Comment, version: int, values: Mapping[str, Any]) -> Comment:
    """Answer a comment, or answer it again."""
    with in_review(actor, record.review_id, WRITTEN_IN, WRITERS) as at_once:
        _check_open(record.section.report, ("accuracy",))
        action = "answer" if record.state == "open" else "answer-again"
        return at_once.change(Comment, record.pk, action, values, version)


def send_out(actor: Actor, report: Report, version: int) -> Report:
    """Give the report to the organisations of the place, which check its facts.

    Raises:
        ValidationError: for a report without a word.
    """
    if not any(section.text.strip() for section in report.sections.all()):
        raise ValidationError("Write at least one section first.")
    return _moved(actor, report, version, "send-out", {})


def end_accuracy(actor: Actor, report: Report, version: int) -> Report:
    """Give the report to the quality panel, once every comment has an answer.

    Raises:
        ValidationError: while a comment has none.
    """
    unanswered = Comment.objects.filter(section__report=report, state="open").count()
    if unanswered:
        raise ValidationError(f"Answer every comment first: {unanswered} without an answer.")
    return _moved(actor, report, version, "end-accuracy", {})


def agree(actor: Actor, report: Report, version: int) -> Report:
    """Say for the quality panel that the report can be published.

    Raises:
        NotAllowed: for somebody who is not on the panel, and for who wrote a section of it.
        ValidationError: while a key line has no final judgement, which the panel would not have read.
    """
    if report.sections.filter(author_id=actor.person).exists():
        raise NotAllowed("You wrote a part of this report. Somebody else of the quality panel has to agree.")
    with in_review(actor, report.review_id, WRITTEN_IN, ("panel",)) as at_once:
        _check_judged(at_once.review)
        return at_once.change(Report, report.pk, "agree", {"panel_member_id": actor.person}, version)


def send_back(actor: Actor, report: Report, version: int, reason: str) -> Report:
    """Make the report a draft again; the panel may do so too."""
    values = {"reason": reason, "panel_member_id": None}
    with in_review(actor, report.review_id, WRITTEN_IN) as at_once:
        return at_once.change(Report, report.pk, "send-back", values, version)


def revise(actor: Actor, report: Report, version: int, note: str) -> Report:
    """Begin the next version of a published report; `note` says to readers what is different."""
    return _moved(actor, report, version, "revise", {"note": note, "panel_member_id": None})


def report_of(review: Review) -> tuple[Report, list[Section]] | None:
    """The report of a review with its sections, in one query where it has any; None for a review without one."""
    sections = list(Section.objects.filter(report__review=review).select_related("report__panel_member"))
    alone = Report.objects.filter(review=review).select_related("panel_member")
    report = sections[0].report if sections else alone.first()
    if report is None:
        return None
    report.review = review
    return report, sections


def _moved(actor: Actor, report: Report, version: int, action: str, values: Mapping[str, Any]) -> Report:
    with in_review(actor, report.review_id, WRITTEN_IN, WRITERS) as at_once:
        return at_once.change(Report, report.pk, action, values, version)


def _check_judged(review: Review) -> None:
    lines = review.framework_used.lines
    final = set(LineJudgement.objects.filter(review=review, state="final").values_list("line", flat=True))
    if missing := [f"{line.title}: no final judgement." for key, line in lines.items() if key not in final]:
        raise ValidationError(missing)


def _check_open(report: Report, states: tuple[str, ...]) -> None:
    if report.state not in states:
        raise NotAllowed(f"This is not possible now: {Report.WORKFLOW.states[report.state]}.")
