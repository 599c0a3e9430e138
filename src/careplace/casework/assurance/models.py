"""A service that a team assures, and a signal about it."""

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from careplace.casework.assurance.kinds import all_signal_kinds, service_kinds
from careplace.casework.assurance.states import SERVICE, SIGNAL
from careplace.casework.residents import details_of_people
from careplace.casework.scope.actor import Actor
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

    def __str__(self) -> str:
        return str(self.name)


SENSITIVITIES = {
    "ordinary": "Everybody who may read signals",
    "restricted": "The team only: managers and officers",
}
"""{key: who reads a signal}"""


def known_signal_kind(kind: str) -> None:
    """Raises ValidationError for a kind of signal that is not on the list."""
    if kind not in all_signal_kinds():
        raise ValidationError("Choose one of the kinds on the list.")


def not_in_the_future(day: date) -> None:
    """Raises ValidationError for a day after today, in the time of England."""
    if day > timezone.localdate():
        raise ValidationError("Enter today's date or an earlier one.")


def no_details_of_people(text: str) -> None:
    """Raises ValidationError for a text by which a person who uses care could be recognised."""
    if reasons := details_of_people(text):
        raise ValidationError(reasons)


class Signal(Record):
    """Something that an officer heard or saw about a service. It is about the service, never about one resident."""

    WORKFLOW: ClassVar = SIGNAL
    FIELDS: ClassVar = ("service_id", "kind", "happened_on", "source", "sensitivity", "text", "outcome")
    PERSONAL: ClassVar = ("source", "text", "outcome")

    service = models.ForeignKey(Service, models.PROTECT, related_name="signals", help_text="The service.")
    kind = models.CharField(
        max_length=30, validators=[known_signal_kind], help_text="What kind of signal it is."
    )
    happened_on = models.DateField(
        validators=[not_in_the_future], help_text="When it happened, or was heard of."
    )
    source = models.CharField(
        max_length=200,
        validators=[no_details_of_people],
        help_text="Who told the team, as a role: a relative, a nurse.",
    )
    sensitivity = models.CharField(
        max_length=12, choices=list(SENSITIVITIES.items()), default="ordinary", help_text="Who reads it."
    )
    text = models.TextField(
        max_length=4000,
        validators=[no_details_of_people],
        help_text="What happened, without names or dates of birth.",
    )
    outcome = models.TextField(
        max_length=2000,
        blank=True,
        validators=[no_details_of_people],
        help_text="What the team did about it.",
    )

    class Meta:
        ordering = ("-happened_on", "-created_at")
        constraints = (
            state_check(SIGNAL, "signal_state"),
            models.CheckConstraint(
                condition=Q(sensitivity__in=list(SENSITIVITIES)), name="signal_sensitivity"
            ),
            models.CheckConstraint(condition=~Q(state="closed") | ~Q(outcome=""), name="signal_outcome"),
        )
        indexes = (
            # Priorities count the signals of some kinds over a year: the index has all that they need, and no text is read.
            models.Index(
                fields=("place", "kind", "happened_on", "state", "sensitivity", "service"),
                name="signal_counted",
            ),
            models.Index(fields=("service", "state", "happened_on"), name="signal_of_service"),
        )

    @property
    def kind_words(self) -> str:
        """The kind in words."""
        return all_signal_kinds().get(self.kind, self.kind)


def signals_for(actor: Actor) -> models.QuerySet:
    """The signals of the actor's place that the actor may read."""
    if not actor.may("signals.read"):
        return Signal.objects.none()
    signals = Signal.objects.at(actor.place)
    return signals if actor.may("signals.restricted") else signals.exclude(sensitivity="restricted")
