"""A person's own band for the priority of a service."""

from datetime import date
from typing import ClassVar

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from careplace.casework.assurance.models import SENSITIVITIES, Service, no_details_of_people
from careplace.casework.assurance.overrides.states import OVERRIDE
from careplace.casework.assurance.priority.override import LONGEST_MONTHS
from careplace.casework.assurance.priority.override import Override as BandOverride
from careplace.casework.scope.actor import Actor
from careplace.casework.workflow.records import Record, state_check
from careplace.publish.wording import day


class Override(Record):
    """A band that counts for a service from `since` to `until`, both included, whatever its score."""

    WORKFLOW: ClassVar = OVERRIDE
    FIELDS: ClassVar = (
        *("service_id", "decided_by_id", "band", "since", "until", "sensitivity", "reason", "end_reason"),
    )
    PERSONAL: ClassVar = ("reason", "end_reason")

    service = models.ForeignKey(Service, models.PROTECT, related_name="+", help_text="The service.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="Who decided it."
    )
    band = models.CharField(max_length=60, help_text="The key of the band in the scheme.")
    since = models.DateField(help_text="Its first day.")
    until = models.DateField(help_text="Its last day: then it ends by itself.")
    sensitivity = models.CharField(
        max_length=12, choices=list(SENSITIVITIES.items()), default="restricted", help_text="Who reads it."
    )
    reason = models.TextField(
        max_length=2000, validators=[no_details_of_people], help_text="Why, without names of people."
    )
    end_reason = models.TextField(
        max_length=2000, blank=True, validators=[no_details_of_people], help_text="Why it ended early."
    )

    class Meta:
        ordering = ("-since", "-created_at")
        constraints = (
            state_check(OVERRIDE, "override_state"),
            models.CheckConstraint(
                condition=Q(sensitivity__in=list(SENSITIVITIES)), name="override_sensitivity"
            ),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="override_until"),
            models.UniqueConstraint(
                fields=("service",),
                condition=Q(state="active"),
                name="override_active_once",
                violation_error_message="There is an override of this service's priority already: review or end it.",
            ),
        )
        indexes = (models.Index(fields=("place", "state", "until"), name="override_until_index"),)

    def clean(self) -> None:
        """Raises ValidationError for an end before the first day, or more than LONGEST_MONTHS after it."""
        if self.since and self.until and not self.since <= self.until <= latest_end(self.since):
            message = f"Enter a date from {day(self.since)} to {day(latest_end(self.since))}."
            raise ValidationError({"until": message})

    def counts_on(self, today: date) -> bool:
        """Whether it counts on a day."""
        return self.state == "active" and self.since <= today <= self.until

    @property
    def band_override(self) -> BandOverride:
        """What the rules of priorities know of it. Needs `decided_by`."""
        return BandOverride(self.band, self.reason, self.decided_by.name, self.since, self.until)


def latest_end(since: date) -> date:
    """The last day that an override from a day may have."""
    return since + relativedelta(months=LONGEST_MONTHS)


def overrides_for(actor: Actor) -> models.QuerySet:
    """The overrides of the actor's place that the actor may read: they say what signals do, so the same people read them."""
    if not actor.may("signals.read"):
        return Override.objects.none()
    overrides = Override.objects.at(actor.place)
    return overrides if actor.may("signals.restricted") else overrides.exclude(sensitivity="restricted")
