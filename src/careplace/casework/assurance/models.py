"""A service that a team assures."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from careplace.casework.assurance.kinds import service_kinds
from careplace.casework.assurance.states import SERVICE
from careplace.casework.workflow.records import Record, state_check

LOCATION = RegexValidator(r"^[0-9A-Za-z-]{2,24}\Z", "Enter CQC's location ID, such as 1-113017405.")


def known_kind(kind: str) -> None:
    """Raises ValidationError for a kind of service that is not on the list, which can grow without a change of tables."""
    if kind not in service_kinds():
        raise ValidationError("Choose one of the kinds on the list.")


class Service(Record):
    """A service that the team is responsible for: a location that CQC registers, or one that it does not."""

    WORKFLOW: ClassVar = SERVICE
    FIELDS: ClassVar = (
        "name",
        "kind",
        "location_id",
        "provider_name",
        "contract_reference",
        "commissioned_places",
        "contract_ended_on",
        "contacts",
        "reason",
    )
    PERSONAL: ClassVar = ("contacts", "reason")

    name = models.CharField(max_length=200, help_text="The name of the service.")
    kind = models.CharField(max_length=30, validators=[known_kind], help_text="What kind of service it is.")
    location_id = models.CharField(
        max_length=24,
        blank=True,
        validators=[LOCATION],
        help_text="CQC's ID of the location; empty for a service that CQC does not register.",
    )
    provider_name = models.CharField(max_length=200, blank=True, help_text="Who runs it.")
    contract_reference = models.CharField(max_length=60, blank=True, help_text="The council's reference.")
    commissioned_places = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MaxValueValidator(10_000)],
        help_text="How many places, or people at home, the council pays for.",
    )
    contract_ended_on = models.DateField(null=True, blank=True, help_text="When the contract ended.")
    contacts = models.TextField(
        max_length=2000, blank=True, help_text="The people that the team speaks to, and how."
    )
    reason = models.TextField(max_length=2000, blank=True, help_text="Why its state last changed.")

    class Meta:
        ordering = ("name", "id")
        constraints = (
            state_check(SERVICE, "service_state"),
            models.UniqueConstraint(
                fields=("place", "location_id"),
                condition=~Q(location_id=""),
                name="service_location_once",
                violation_error_message="This location is already on the list of services.",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(contract_ended_on__isnull=False), name="service_ended_on"
            ),
        )

    @property
    def kind_words(self) -> str:
        """The kind in words."""
        return service_kinds().get(self.kind, self.kind)
