"""A case of escalation: a service above the first level of the ladder; and every move and review of it."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from careplace.casework.assurance.escalation.current import level_title
from careplace.casework.assurance.escalation.states import CASE, MOVE
from careplace.casework.assurance.models import Service, no_details_of_people
from careplace.casework.assurance.panels.models import Decision
from careplace.casework.workflow.records import Record, state_check

PLACEMENTS = {
    "open": "New people are placed as usual",
    "by agreement": "New people are placed by agreement only",
    "suspended": "No new people are placed",
}
ACTIONS = {
    "open": "Case opened",
    "raise": "Raised",
    "lower": "Lowered",
    "review": "Reviewed",
    "close": "Case closed",
}


def owner_field() -> models.ForeignKey:
    """The officer who owns a case."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="The officer who owns the case."
    )


def evidence_field() -> models.TextField:
    """What shows that a service has improved."""
    return models.TextField(
        max_length=4000,
        blank=True,
        validators=[no_details_of_people],
        help_text="What shows the improvement: visits, verified actions, without names of residents.",
    )


class EscalationCase(Record):
    """A service that is above the first level. `placements` are those of its level, so that the database can check them."""

    WORKFLOW: ClassVar = CASE
    FIELDS: ClassVar = (
        *("service_id", "level", "placements", "owner_id", "reason", "review_on", "finding"),
        *("opened_on", "moved_on", "closed_on", "ladder", "ladder_version"),
    )
    PERSONAL: ClassVar = ("reason", "finding")

    service = models.ForeignKey(
        Service, models.PROTECT, related_name="escalation_cases", help_text="The service."
    )
    level = models.CharField(max_length=60, help_text="The level of the ladder that it is at.")
    placements = models.CharField(
        max_length=12, choices=list(PLACEMENTS.items()), help_text="Whether new people are placed."
    )
    owner = owner_field()
    reason = models.TextField(
        max_length=4000, validators=[no_details_of_people], help_text="Why it is at this level."
    )
    review_on = models.DateField(
        null=True, blank=True, help_text="When the level is reviewed; it stays in force after that day."
    )
    finding = models.TextField(
        max_length=4000,
        blank=True,
        validators=[no_details_of_people],
        help_text="What the last review at this level found.",
    )
    opened_on = models.DateField(help_text="When the case was opened.")
    moved_on = models.DateField(help_text="When it was last moved or reviewed.")
    closed_on = models.DateField(null=True, blank=True, help_text="When it was closed.")
    ladder = models.CharField(max_length=60, help_text="The ladder of the last move.")
    ladder_version = models.PositiveIntegerField(help_text="That ladder's version.")

    class Meta:
        ordering = ("review_on", "opened_on", "id")
        constraints = (
            state_check(CASE, "case_state"),
            models.CheckConstraint(condition=Q(placements__in=list(PLACEMENTS)), name="case_placements"),
            models.CheckConstraint(
                condition=~Q(placements="suspended") | Q(review_on__isnull=False),
                name="case_suspension_reviewed",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_on__isnull=False, placements="open"),
                name="case_closed",
            ),
            models.UniqueConstraint(
                fields=("service",),
                condition=Q(state="open"),
                name="case_open_once",
                violation_error_message="This service has an open case already.",
            ),
        )
        indexes = (models.Index(fields=("place", "state", "review_on"), name="case_review"),)

    @property
    def level_title(self) -> str:
        """The level in words."""
        return level_title(self.level)

    def overdue(self, today: date) -> bool:
        """Whether the day of its review is over. The level stays in force."""
        return self.state == "open" and bool(self.review_on and self.review_on < today)


class CaseMove(Record):
    """A move or a review of a case, as it was made: the levels, who owns it, why, the next review, and what it rests on."""

    WORKFLOW: ClassVar = MOVE
    FIELDS: ClassVar = (
        *("case_id", "action", "moved_on", "before", "after", "owner_id", "reason", "review_on"),
        *("evidence", "decision_id"),
    )
    PERSONAL: ClassVar = ("reason", "evidence")

    case = models.ForeignKey(EscalationCase, models.PROTECT, related_name="moves", help_text="The case.")
    action = models.CharField(max_length=10, choices=list(ACTIONS.items()), help_text="What was done.")
    moved_on = models.DateField(help_text="When.")
    before = models.CharField(max_length=60, help_text="The level before.")
    after = models.CharField(max_length=60, help_text="The level after.")
    owner = owner_field()
    reason = models.TextField(max_length=4000, validators=[no_details_of_people], help_text="Why.")
    review_on = models.DateField(null=True, blank=True, help_text="The review that was set.")
    evidence = evidence_field()
    decision = models.OneToOneField(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="move",
        help_text="The panel's decision that it carries out; a decision is carried out once.",
    )

    class Meta:
        ordering = ("created_at", "id")
        constraints = (state_check(MOVE, "move_state"),)

    @property
    def words(self) -> str:
        """What happened: "Raised from Enhanced monitoring to Formal improvement"."""
        if self.action == "review":
            return f"Reviewed at {level_title(self.after)}"
        return f"{ACTIONS[self.action]}: from {level_title(self.before)} to {level_title(self.after)}"
