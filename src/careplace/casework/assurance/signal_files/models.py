"""The reference that a signal has in the system that it came from."""

from typing import ClassVar

from django.db import models

from careplace.casework.assurance.models import Signal, no_details_of_people
from careplace.casework.assurance.signal_files.states import REFERENCE
from careplace.casework.workflow.records import Record, state_check

LONGEST = 100


class SignalReference(Record):
    """By its reference a signal is known when its row comes again. Whoever has that system finds people by it."""

    WORKFLOW: ClassVar = REFERENCE
    FIELDS: ClassVar = ("signal_id", "reference")
    PERSONAL: ClassVar = ("reference",)

    signal = models.OneToOneField(
        Signal, models.PROTECT, related_name="reference", help_text="The signal that came with it."
    )
    reference = models.CharField(
        max_length=LONGEST,
        validators=[no_details_of_people],
        help_text="Its number in the system that it came from, such as that of a complaint.",
    )

    class Meta:
        constraints = (
            state_check(REFERENCE, "signal_reference_state"),
            models.UniqueConstraint(fields=("place", "reference"), name="signal_reference_once"),
        )
