"""A plan for the closure of a service. Residents are numbers only: no field takes a name."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from careplace.casework.assurance.contingency.checklist import needs
from careplace.casework.assurance.contingency.states import PLAN, STEP, VACANCY
from careplace.casework.assurance.models import LOCATION, Service, no_details_of_people, not_in_the_future
from careplace.casework.workflow.records import Record, state_check

MOST = 10_000
PAYERS = {
    "council_funded": "Paid for by this council",
    "other_councils": "Paid for by other councils",
    "nhs_funded": "Paid for by the NHS",
    "self_funded": "Paid for by themselves",
}
"""{field: who pays}"""
SOURCES = {"home": "The home", "tracker": "Capacity Tracker", "partner": "A partner"}


def number_of_people(help_text: str) -> models.PositiveIntegerField:
    """How many people; None where nobody has counted."""
    return models.PositiveIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(MOST)], help_text=help_text
    )


def counts_by_need(value: Any) -> None:
    """Raises ValidationError for what is not {kind of need: whole number}."""
    pairs = value.items() if isinstance(value, dict) else [("", None)]
    if any(key not in needs() or type(count) is not int or not 0 <= count <= MOST for key, count in pairs):
        raise ValidationError("Enter whole numbers of residents for the kinds of need on the list.")


class ContingencyPlan(Record):
    """A plan for the closure of a service, with how many people live there by who pays and by need."""

    WORKFLOW: ClassVar = PLAN
    FIELDS: ClassVar = ("service_id", "reason", *PAYERS, "by_need", "counted_on")
    PERSONAL: ClassVar = ("reason",)

    service = models.ForeignKey(Service, models.PROTECT, related_name="+", help_text="The service.")
    reason = models.TextField(
        max_length=2000,
        validators=[no_details_of_people],
        help_text="Why there is a plan, or why it is over. Do not name people who use the service.",
    )
    council_funded = number_of_people("How many this council pays for.")
    other_councils = number_of_people("How many other councils pay for.")
    nhs_funded = number_of_people("How many the NHS pays for.")
    self_funded = number_of_people("How many pay for themselves.")
    by_need = models.JSONField(
        default=dict, blank=True, validators=[counts_by_need], help_text="How many, by kind of need."
    )
    counted_on = models.DateField(
        null=True, blank=True, validators=[not_in_the_future], help_text="The day of these numbers."
    )

    class Meta:
        ordering = ("-created_at", "id")
        constraints = (
            state_check(PLAN, "contingency_state"),
            models.UniqueConstraint(
                fields=("service",),
                condition=Q(state="open"),
                name="contingency_open_once",
                violation_error_message="This service has a plan already.",
            ),
        )

    @property
    def residents(self) -> int | None:
        """How many live there, by who pays; None until somebody has counted."""
        counts = [getattr(self, name) for name in PAYERS]
        return sum(count or 0 for count in counts) if any(count is not None for count in counts) else None

    @property
    def needs_total(self) -> int | None:
        """The sum by kind of need, which should be `residents`; None until somebody has counted."""
        return sum(self.by_need.values()) if self.by_need else None


class ContingencyStep(Record):
    """A step of a plan: who does it, by when, and whether it is done."""

    WORKFLOW: ClassVar = STEP
    FIELDS: ClassVar = ("plan_id", "title", "owner_id", "due_on", "done_on", "note")
    PERSONAL: ClassVar = ("title", "note")

    plan = models.ForeignKey(
        ContingencyPlan, models.PROTECT, related_name="steps", help_text="The plan it is part of."
    )
    title = models.CharField(max_length=600, validators=[no_details_of_people], help_text="What is done.")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who sees to it.",
    )
    due_on = models.DateField(help_text="By when.")
    done_on = models.DateField(
        null=True, blank=True, validators=[not_in_the_future], help_text="When it was done."
    )
    note = models.TextField(
        max_length=2000,
        blank=True,
        validators=[no_details_of_people],
        help_text="What came of it, or why not.",
    )

    class Meta:
        ordering = ("due_on", "created_at", "id")
        constraints = (state_check(STEP, "closure_step_state"),)

    def overdue(self, today: date) -> bool:
        """Whether its day is over and it is not done."""
        return self.state == "open" and self.due_on < today


class Vacancy(Record):
    """How many beds a location nearby has free, as somebody told the team: a number, never who may move there."""

    WORKFLOW: ClassVar = VACANCY
    FIELDS: ClassVar = ("plan_id", "location_id", "beds", "known_on", "source")

    plan = models.ForeignKey(
        ContingencyPlan, models.PROTECT, related_name="vacancies", help_text="The plan it was asked for."
    )
    location_id = models.CharField(
        max_length=24, validators=[LOCATION], help_text="CQC's ID of the location."
    )
    beds = models.PositiveIntegerField(
        validators=[MaxValueValidator(MOST)], help_text="How many beds are free."
    )
    known_on = models.DateField(validators=[not_in_the_future], help_text="The day of this number.")
    source = models.CharField(max_length=10, choices=list(SOURCES.items()), help_text="Who told the team.")

    class Meta:
        ordering = ("location_id",)
        constraints = (
            state_check(VACANCY, "vacancy_state"),
            models.UniqueConstraint(
                fields=("plan", "location_id"),
                name="vacancy_once",
                violation_error_message="A number for this location is there already: change it.",
            ),
        )
