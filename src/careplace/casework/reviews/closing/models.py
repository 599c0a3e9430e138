"""Summits, follow-up visits, what each said of a recommendation, and what ends recommendations and texts."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from careplace.casework.residents import details_of_people
from careplace.casework.reviews.closing.attendance import attendees
from careplace.casework.reviews.closing.states import (
    AGREEMENT,
    CLOSURE,
    FINDING,
    FOLLOW_UP_VISIT,
    SUMMIT,
    TEXT_DELETION,
)
from careplace.casework.reviews.followup.models import Recommendation
from careplace.casework.reviews.models import OfReview
from careplace.casework.workflow.records import state_check
from careplace.publications.action_plan import VERDICTS

DECISIONS = {"accepted": "Accepted", "partly": "Accepted in part", "rejected": "Not accepted"}
"""{key: what a summit decided about a recommendation}"""


def check_no_resident(text: str) -> None:
    """Raises ValidationError for a text that gives away who somebody is: it is published."""
    if reasons := details_of_people(text):
        raise ValidationError(reasons)


def check_attendance(text: str) -> None:
    """Raises ValidationError for lines that are not an organisation and a role."""
    try:
        attendees(text)
    except ValueError as error:
        raise ValidationError(str(error)) from error


def _text(words: str, most: int = 4000, **more: bool) -> models.TextField:
    return models.TextField(max_length=most, validators=[check_no_resident], help_text=words, **more)


class Summit(OfReview):
    """A meeting of the organisations of the place about what the review found. It is published with the plan."""

    WORKFLOW: ClassVar = SUMMIT
    FIELDS: ClassVar = ("review_id", "held_on", "venue", "attendance", "agreed")
    PERSONAL: ClassVar = ("venue", "attendance", "agreed")

    held_on = models.DateField(help_text="The day of the summit.")
    venue = models.CharField(
        max_length=160, validators=[check_no_resident], help_text="Where it was held, or “online”."
    )
    attendance = models.TextField(
        max_length=4000,
        validators=[check_no_resident, check_attendance],
        help_text="Who attended, a line each: the organisation, a colon, the role.",
    )
    agreed = _text("What was agreed.")

    class Meta:
        ordering = ("held_on", "id")
        constraints = (state_check(SUMMIT, "summit_state"),)


class Agreement(OfReview):
    """What a summit agreed about a recommendation that was put to it."""

    WORKFLOW: ClassVar = AGREEMENT
    FIELDS: ClassVar = ("review_id", "summit_id", "recommendation_id", "decision", "text")
    PERSONAL: ClassVar = ("text",)

    summit = models.ForeignKey(Summit, models.PROTECT, related_name="agreements", help_text="The summit.")
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="agreements", help_text="The recommendation."
    )
    decision = models.CharField(
        max_length=10, choices=list(DECISIONS.items()), help_text="What the summit decided."
    )
    text = _text("What was agreed about it.", 2000)

    class Meta:
        ordering = ("recommendation__created_at", "id")
        constraints = (
            state_check(AGREEMENT, "summit_agreement_state"),
            models.UniqueConstraint(
                fields=("summit", "recommendation"),
                name="summit_agreement_once",
                violation_error_message="The summit's agreement on this recommendation is noted already.",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=list(DECISIONS)), name="summit_agreement_decision"
            ),
        )


class FollowUpVisit(OfReview):
    """A visit of the regulator after the review. It is published with the plan."""

    WORKFLOW: ClassVar = FOLLOW_UP_VISIT
    FIELDS: ClassVar = ("review_id", "visited_on", "visitors", "looked_at", "concerns")
    PERSONAL: ClassVar = ("visitors", "looked_at", "concerns")

    visited_on = models.DateField(help_text="The first day of the visit.")
    visitors = models.CharField(
        max_length=300, validators=[check_no_resident], help_text="Who visited, by organisation and role."
    )
    looked_at = _text("What was looked at.")
    concerns = _text("New concerns, which no recommendation is about.", blank=True)

    class Meta:
        ordering = ("visited_on", "id")
        constraints = (state_check(FOLLOW_UP_VISIT, "follow_up_visit_state"),)


class Finding(OfReview):
    """What a follow-up visit found about a recommendation."""

    WORKFLOW: ClassVar = FINDING
    FIELDS: ClassVar = ("review_id", "visit_id", "recommendation_id", "verdict", "evidence")
    PERSONAL: ClassVar = ("evidence",)

    visit = models.ForeignKey(FollowUpVisit, models.PROTECT, related_name="findings", help_text="The visit.")
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="findings", help_text="The recommendation."
    )
    verdict = models.CharField(max_length=8, choices=list(VERDICTS.items()), help_text="Whether it is met.")
    evidence = _text("What shows it.", 2000)

    class Meta:
        ordering = ("recommendation__created_at", "id")
        constraints = (
            state_check(FINDING, "follow_up_finding_state"),
            models.UniqueConstraint(
                fields=("visit", "recommendation"),
                name="follow_up_finding_once",
                violation_error_message="The visit's finding on this recommendation is noted already.",
            ),
            models.CheckConstraint(condition=Q(verdict__in=list(VERDICTS)), name="follow_up_finding_verdict"),
        )


class Closure(OfReview):
    """Why a recommendation is not followed any more though no action on it was finished or transferred."""

    WORKFLOW: ClassVar = CLOSURE
    FIELDS: ClassVar = ("review_id", "recommendation_id", "reason", "evidence")
    PERSONAL: ClassVar = ("reason", "evidence")

    recommendation = models.OneToOneField(
        Recommendation, models.PROTECT, related_name="closure", help_text="The recommendation."
    )
    reason = _text("Why it is not followed any more, or is again.", 2000)
    evidence = _text("What shows it.", 2000)

    class Meta:
        ordering = ("recommendation__created_at", "id")
        constraints = (
            state_check(CLOSURE, "recommendation_closure_state"),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(reason="") & ~Q(evidence=""),
                name="recommendation_closure_evidence",
            ),
        )


class TextDeletion(OfReview):
    """The deletion of the texts and sources of a review that has ended; what stays is the proof, with its counts."""

    WORKFLOW: ClassVar = TEXT_DELETION
    FIELDS: ClassVar = (
        *("review_id", "rule", "rule_version", "due_on", "proposed_by", "approved_by"),
        *("sources", "texts", "reason"),
    )
    PERSONAL: ClassVar = ("reason",)

    rule = models.CharField(max_length=60, help_text="The key of the rule of retention.")
    rule_version = models.CharField(max_length=30, help_text="The version of the rules.")
    due_on = models.DateField(help_text="The day from which the texts need not be kept.")
    proposed_by = models.CharField(max_length=80, blank=True, help_text="The id of who proposed it.")
    approved_by = models.CharField(max_length=80, blank=True, help_text="The id of who agreed.")
    sources = models.PositiveIntegerField(null=True, blank=True, help_text="How many sources were emptied.")
    texts = models.PositiveIntegerField(null=True, blank=True, help_text="How many texts were erased.")
    reason = models.TextField(max_length=2000, blank=True, help_text="Why the texts are kept for now.")

    class Meta:
        ordering = ("due_on", "id")
        constraints = (
            state_check(TEXT_DELETION, "review_text_deletion_state"),
            models.UniqueConstraint(
                fields=("review",),
                name="review_text_deletion_once",
                violation_error_message="The deletion of the texts is proposed already.",
            ),
            models.CheckConstraint(
                condition=~Q(state="deleted") | (~Q(approved_by="") & ~Q(approved_by=F("proposed_by"))),
                name="review_text_deletion_two_people",
            ),
        )
