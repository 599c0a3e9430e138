"""Recommendations of a review, actions on them, and the progress of each action by meeting of the board."""

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from careplace.casework.reviews.followup.states import ACTION, PROGRESS, RECOMMENDATION
from careplace.casework.reviews.models import OfReview
from careplace.casework.workflow.records import state_check
from careplace.measures import dictionary

STATUSES = {
    "not-started": "Not started",
    "on-track": "On track",
    "late": "Behind",
    "done": "Done",
}
"""{key: how an action stands at a meeting of the board}"""


def check_measure(id: str) -> None:
    """Raises ValidationError for a measure that the dictionary does not have."""
    if id not in dictionary.measures():
        raise ValidationError("The dictionary has no such measure: copy its id from the public site.")


class Recommendation(OfReview):
    """What the review recommends, to which kind of organisation, on which key line."""

    WORKFLOW: ClassVar = RECOMMENDATION
    FIELDS: ClassVar = ("review_id", "line", "text", "organisation", "reason")
    PERSONAL: ClassVar = ("text", "reason")

    line = models.CharField(max_length=60, help_text="The key line, by its key in the framework.")
    text = models.TextField(max_length=2000, help_text="What is recommended.")
    organisation = models.CharField(
        max_length=60, help_text="The kind of organisation that it is for, by its key in the framework."
    )
    reason = models.TextField(max_length=2000, blank=True, help_text="Why it is no longer made.")

    class Meta:
        ordering = ("created_at", "id")
        constraints = (state_check(RECOMMENDATION, "recommendation_state"),)

    def clean(self) -> None:
        """Raises ValidationError for a key line or an organisation that the framework does not have."""
        framework = self.review.framework_used
        if self.line not in framework.lines:
            raise ValidationError({"line": "Choose one of the framework's key lines."})
        if self.organisation not in {kind.key for kind in framework.organisations}:
            raise ValidationError({"organisation": "Choose one of the framework's kinds of organisation."})


class PlanAction(OfReview):
    """What an organisation does about a recommendation. `measure` is of the dictionary, `target` what it should reach."""

    WORKFLOW: ClassVar = ACTION
    FIELDS: ClassVar = (
        *("review_id", "recommendation_id", "text", "owner", "measure", "target", "due_on", "evidence"),
        *("transferred_to", "reason"),
    )
    PERSONAL: ClassVar = ("text", "evidence", "reason")

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="actions", help_text="The recommendation."
    )
    text = models.TextField(max_length=2000, help_text="What is done.")
    owner = models.CharField(max_length=160, help_text="Which organisation does it.")
    measure = models.CharField(
        max_length=120,
        blank=True,
        validators=[check_measure],
        help_text="The measure that shows it, by its id in the dictionary.",
    )
    target = models.CharField(max_length=160, blank=True, help_text="What the measure should reach.")
    due_on = models.DateField(help_text="The day by which it is done.")
    evidence = models.TextField(max_length=2000, blank=True, help_text="What shows that it is done.")
    transferred_to = models.CharField(max_length=160, blank=True, help_text="Where it is followed now.")
    reason = models.TextField(max_length=2000, blank=True, help_text="Why its state last changed.")

    class Meta:
        ordering = ("due_on", "id")
        constraints = (state_check(ACTION, "plan_action_state"),)

    def is_late(self, today: date) -> bool:
        """Whether it should be done and is not."""
        return self.state == "open" and self.due_on < today


class Progress(OfReview):
    """How an action stands at a meeting of the Health and Wellbeing Board."""

    WORKFLOW: ClassVar = PROGRESS
    FIELDS: ClassVar = ("review_id", "action_id", "board_on", "status", "says")
    PERSONAL: ClassVar = ("says",)

    action = models.ForeignKey(PlanAction, models.PROTECT, related_name="progress", help_text="The action.")
    board_on = models.DateField(help_text="The day of the board's meeting.")
    status = models.CharField(max_length=12, choices=list(STATUSES.items()), help_text="How it stands.")
    says = models.TextField(max_length=2000, help_text="What was done since the last meeting.")

    class Meta:
        ordering = ("board_on", "id")
        constraints = (
            state_check(PROGRESS, "progress_state"),
            models.UniqueConstraint(
                fields=("action", "board_on"),
                name="progress_once",
                violation_error_message="There is progress of this action for that meeting already.",
            ),
        )
