"""A campaign to improve something at many services, its sites and steps, and what was measured there by month."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from careplace.casework.assurance.campaigns.states import ACCREDITATION, CAMPAIGN, MEASUREMENT, SITE, STEP
from careplace.casework.assurance.models import Service, no_details_of_people, not_in_the_future
from careplace.casework.workflow.records import Record, state_check

POLARITIES = {"high": "A high value is good", "low": "A low value is good"}
ROLES = {
    "pilot": "Pilot: where it begins",
    "later": "Later: when the pilot is over",
    "none": "None: measured only",
}
"""{key: what a service is for a campaign}; one of the role "none" shows what happens without it."""
MOST = 1_000_000


def first_of_month(day: date) -> None:
    """Raises ValidationError for a day that does not stand for its month."""
    if day.day != 1:
        raise ValidationError("A month is written as its first day.")


def number_field(least: Decimal | int, **more: Any) -> models.DecimalField:
    """A field for a number that was counted."""
    validators = [MinValueValidator(least), MaxValueValidator(MOST)]
    return models.DecimalField(max_digits=12, decimal_places=2, validators=validators, **more)


class Campaign(Record):
    """What is to become better, by which measure, and when it began. `lead` is a role or a team, never a resident."""

    WORKFLOW: ClassVar = CAMPAIGN
    FIELDS: ClassVar = (
        *("name", "aim", "lead", "measure", "unit", "per", "polarity"),
        *("starts_on", "ends_on", "reason"),
    )
    PERSONAL: ClassVar = ("lead", "reason")

    name = models.CharField(max_length=120, help_text="What the campaign is called.")
    aim = models.TextField(
        max_length=2000,
        validators=[no_details_of_people],
        help_text="What is to become better, for which people, by when.",
    )
    lead = models.CharField(max_length=200, blank=True, help_text="Who leads it, as a role.")
    measure = models.CharField(max_length=200, help_text="What is counted each month at each site.")
    unit = models.CharField(max_length=60, help_text="The unit of the values, such as % of residents.")
    per = models.PositiveIntegerField(
        default=100,
        validators=[MinValueValidator(1), MaxValueValidator(100_000)],
        help_text="A value with a denominator is given per so many: 100 for a percentage.",
    )
    polarity = models.CharField(
        max_length=4, choices=list(POLARITIES.items()), help_text="Whether a high or a low value is good."
    )
    starts_on = models.DateField(help_text="When the campaign begins at its first site.")
    ends_on = models.DateField(null=True, blank=True, help_text="When it ended.")
    reason = models.TextField(
        max_length=2000, blank=True, validators=[no_details_of_people], help_text="Why it ended."
    )

    class Meta:
        ordering = ("-starts_on", "name", "id")
        constraints = (
            state_check(CAMPAIGN, "campaign_state"),
            models.UniqueConstraint(
                fields=("place", "name"),
                name="campaign_name_once",
                violation_error_message="There is a campaign of this name already.",
            ),
            models.CheckConstraint(condition=Q(polarity__in=list(POLARITIES)), name="campaign_polarity"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="campaign_dates",
                violation_error_message="A campaign cannot end before it begins.",
            ),
        )

    def __str__(self) -> str:
        return str(self.name)


class CampaignSite(Record):
    """A service in a campaign, and how many of its staff were trained."""

    WORKFLOW: ClassVar = SITE
    FIELDS: ClassVar = (
        "campaign_id",
        "service_id",
        "role",
        "starts_in",
        "staff",
        "trained",
        "trained_by",
        "reason",
    )
    PERSONAL: ClassVar = ("reason",)

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="sites", help_text="The campaign.")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+", help_text="The service.")
    role = models.CharField(
        max_length=5, choices=list(ROLES.items()), help_text="What the service is for it."
    )
    starts_in = models.DateField(
        null=True, blank=True, validators=[first_of_month], help_text="The first month of the campaign there."
    )
    staff = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MaxValueValidator(10_000)],
        help_text="How many staff are to be trained.",
    )
    trained = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MaxValueValidator(10_000)],
        help_text="How many of them were trained.",
    )
    trained_by = models.DateField(null=True, blank=True, help_text="The day up to which that was counted.")
    reason = models.TextField(max_length=2000, blank=True, help_text="Why its state last changed.")

    class Meta:
        ordering = ("service__name", "id")
        constraints = (
            state_check(SITE, "campaign_site_state"),
            models.UniqueConstraint(
                fields=("campaign", "service"),
                condition=Q(state="listed"),
                name="campaign_site_once",
                violation_error_message="This service is a site of the campaign already.",
            ),
            models.CheckConstraint(condition=Q(role__in=list(ROLES)), name="campaign_site_role"),
            models.CheckConstraint(
                condition=~Q(role="none") | Q(starts_in=None),
                name="campaign_site_none",
                violation_error_message="A service without the campaign has no first month.",
            ),
            models.CheckConstraint(
                condition=Q(trained=None)
                | Q(staff__isnull=False, trained__lte=F("staff"), trained_by__isnull=False),
                name="campaign_site_trained",
                violation_error_message="Enter the day of the count, and at least as many staff as were trained.",
            ),
        )


class Step(Record):
    """Something that the campaign does."""

    WORKFLOW: ClassVar = STEP
    FIELDS: ClassVar = ("campaign_id", "text", "due_on", "done_on")

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="steps", help_text="The campaign.")
    text = models.CharField(
        max_length=300, validators=[no_details_of_people], help_text="What is done, without names of people."
    )
    due_on = models.DateField(null=True, blank=True, help_text="By when.")
    done_on = models.DateField(
        null=True, blank=True, validators=[not_in_the_future], help_text="When it was done."
    )

    class Meta:
        ordering = ("due_on", "created_at", "id")
        constraints = (
            state_check(STEP, "step_state"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_on__isnull=False), name="step_done_on"
            ),
        )


class Accreditation(Record):
    """A level that a site reached in the campaign."""

    WORKFLOW: ClassVar = ACCREDITATION
    FIELDS: ClassVar = ("site_id", "level", "awarded_on", "expires_on")

    site = models.ForeignKey(
        CampaignSite, models.PROTECT, related_name="accreditations", help_text="The site."
    )
    level = models.CharField(max_length=60, help_text="The level, such as Bronze.")
    awarded_on = models.DateField(validators=[not_in_the_future], help_text="When it was awarded.")
    expires_on = models.DateField(null=True, blank=True, help_text="The last day on which it counts.")

    class Meta:
        ordering = ("awarded_on", "id")
        constraints = (
            state_check(ACCREDITATION, "accreditation_state"),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("awarded_on")),
                name="accreditation_dates",
                violation_error_message="It cannot expire before it was awarded.",
            ),
        )


class Measurement(Record):
    """What was counted at a site in a month: a count, of so many where the measure is a share or a rate."""

    WORKFLOW: ClassVar = MEASUREMENT
    FIELDS: ClassVar = ("site_id", "month", "numerator", "denominator")

    site = models.ForeignKey(CampaignSite, models.PROTECT, related_name="measurements", help_text="The site.")
    month = models.DateField(
        validators=[first_of_month, not_in_the_future], help_text="The month, as its first day."
    )
    numerator = number_field(0, help_text="How many were counted.")
    denominator = number_field(
        Decimal("0.01"), null=True, blank=True, help_text="Of how many; empty for a count alone."
    )

    class Meta:
        ordering = ("month", "id")
        constraints = (
            state_check(MEASUREMENT, "measurement_state"),
            models.UniqueConstraint(
                fields=("site", "month"),
                name="measurement_once",
                violation_error_message="This month of this site was entered already.",
            ),
            models.CheckConstraint(
                condition=Q(numerator__gte=0) & (Q(denominator=None) | Q(denominator__gt=0)),
                name="measurement_positive",
            ),
        )

    def value(self, per: int) -> float:
        """The count, or the share of the denominator per so many."""
        return (
            float(self.numerator)
            if self.denominator is None
            else float(self.numerator / self.denominator * per)
        )

    def values(self) -> dict[str, Any]:
        """As the audit keeps them: numbers as text, so that 3 and 3.00 are one value."""
        values = super().values()
        return values | {name: plain_number(values[name]) for name in ("numerator", "denominator")}


def plain_number(number: Decimal | None) -> str | None:
    """A number as text, without zeros at its end; None for none."""
    return None if number is None else f"{Decimal(number).normalize():f}"
