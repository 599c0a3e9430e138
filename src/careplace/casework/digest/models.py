"""Who wants no daily mail, and whose mail of a day was decided."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from careplace.casework.digest.states import CHOICE
from careplace.casework.workflow.records import Record, state_check


class DigestChoice(Record):
    """Whether a person gets the daily mail about a place; without a choice they do."""

    WORKFLOW: ClassVar = CHOICE
    FIELDS: ClassVar = ("user_id",)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="Whose choice it is."
    )

    class Meta:
        constraints = (
            state_check(CHOICE, "digest_choice_state"),
            models.UniqueConstraint(fields=("place", "user"), name="digest_choice_once"),
        )


class DigestDay(models.Model):
    """A person's mail of a day: decided once, so that a second run sends none."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="Whose mail it is."
    )
    day = models.DateField(help_text="The day, in the time of England.")
    reminders = models.PositiveIntegerField(help_text="How many reminders it had; 0 where none was sent.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "day"), name="digest_day_once"),)
        indexes = (models.Index(fields=("day",), name="digest_day"),)
