"""A judgement on a key line of a review, and dissent from it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from careplace.casework.reviews.evidence import Direction
from careplace.casework.reviews.judgement import Confidence
from careplace.casework.reviews.judgements.states import DISSENT, JUDGEMENT
from careplace.casework.reviews.models import OfReview
from careplace.casework.workflow.records import state_check


def _choices(words: type[Direction] | type[Confidence]) -> list[tuple[str, str]]:
    return [(word.value, word.value.capitalize()) for word in words]


class LineJudgement(OfReview):
    """What a person judges of a key line; a review has one for each. Rules: `reviews.judgement.problems`.

    `judge` is who wrote it last. `supporting` and `opposing` are ids of sources. `reason` is given where it goes against
    the weight of the sources, `reason_back` where it was sent back or opened again.
    """

    WORKFLOW: ClassVar = JUDGEMENT
    FIELDS: ClassVar = (
        *("review_id", "line", "statement", "direction", "level", "confidence", "supporting", "opposing"),
        *("reason", "judge_id", "reviewer_id", "reason_back"),
    )
    PERSONAL: ClassVar = ("statement", "reason", "reason_back")

    line = models.CharField(max_length=60, help_text="The key line, by its key in the framework.")
    statement = models.TextField(max_length=4000, help_text="What is judged.")
    direction = models.CharField(
        max_length=10, choices=_choices(Direction), help_text="A strength, a concern or both."
    )
    level = models.CharField(
        max_length=60, blank=True, help_text="The level, where the framework has levels."
    )
    confidence = models.CharField(
        max_length=6, choices=_choices(Confidence), help_text="How sure the judge is."
    )
    supporting = models.JSONField(default=list, blank=True, help_text="The sources for it, by their ids.")
    opposing = models.JSONField(default=list, blank=True, help_text="The sources against it, by their ids.")
    reason = models.TextField(max_length=2000, blank=True, help_text="Why it goes against the weight.")
    judge = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="Who judges."
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The second person who agreed.",
    )
    reason_back = models.TextField(max_length=2000, blank=True, help_text="Why it was sent back.")

    class Meta:
        ordering = ("line", "id")
        constraints = (
            state_check(JUDGEMENT, "judgement_state"),
            models.CheckConstraint(
                condition=~Q(state="final") | Q(reviewer__isnull=False) & ~Q(reviewer=F("judge")),
                name="judgement_two_people",
                violation_error_message="A second person must look at it.",
            ),
            models.UniqueConstraint(
                fields=("review", "line"),
                name="judgement_line_once",
                violation_error_message="There is a judgement on this key line already.",
            ),
        )


class Dissent(OfReview):
    """What a member of the team says against a judgement."""

    WORKFLOW: ClassVar = DISSENT
    FIELDS: ClassVar = ("review_id", "judgement_id", "person_id", "text")
    PERSONAL: ClassVar = ("text",)

    judgement = models.ForeignKey(
        LineJudgement, models.PROTECT, related_name="dissents", help_text="The judgement."
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="Who disagrees."
    )
    text = models.TextField(max_length=4000, help_text="What they say.")

    class Meta:
        ordering = ("created_at", "id")
        constraints = (state_check(DISSENT, "dissent_state"),)
