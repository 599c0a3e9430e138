"""Tables of the audit. Events have no foreign keys to what they describe: they outlive it."""

from django.db import models

DIGEST = 64
"""Hex digits of a SHA-256."""


class Head(models.Model):
    """The end of a place's chain. Whoever adds an event locks this row, so that numbers have no gaps.

    It counts the events, so that removing the last ones is found. Triggers of the database let it only ever go up by one.
    """

    place = models.CharField(max_length=9, primary_key=True, help_text="The place whose chain this is.")
    count = models.PositiveBigIntegerField(default=0, help_text="How many events the chain has.")
    digest = models.CharField(max_length=DIGEST, default="", help_text="The digest of the last event.")


class Event(models.Model):
    """A change: who did what to which record, and what it was before and after. Never changed, never deleted."""

    place = models.CharField(max_length=9, help_text="The place whose chain this is in.")
    number = models.PositiveBigIntegerField(help_text="Its position in the chain, from 1.")
    at = models.DateTimeField(help_text="When it happened.")
    person = models.CharField(max_length=80, help_text="The id of the user, or the command on the server.")
    action = models.CharField(max_length=40, help_text="What was done.")
    kind = models.CharField(max_length=40, help_text="What kind of record it was done to.")
    record = models.CharField(max_length=40, help_text="The id of that record.")
    before = models.TextField(help_text="The fields that changed as they were, as JSON.")
    after = models.TextField(help_text="The same fields as they became, as JSON.")
    previous = models.CharField(max_length=DIGEST, blank=True, help_text="The digest of the event before.")
    digest = models.CharField(max_length=DIGEST, help_text="The digest of all this.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("place", "number"), name="event_number_once"),)
        indexes = (
            # In order: else the tables may as well read all events of the place, or of the kind.
            models.Index(fields=("place", "record", "number"), name="event_history"),
            models.Index(fields=("place", "kind", "at"), name="event_kind"),
        )


class PersonalText(models.Model):
    """A text of an event that may be about a person, apart from the event, which has only its salted digest.

    It can be erased without breaking the chain: without the salt nobody can guess the text from the digest.
    """

    event = models.ForeignKey(
        Event, models.PROTECT, related_name="texts", help_text="The event it is part of."
    )
    side = models.CharField(max_length=6, help_text="Whether it was the text before or after.")
    field = models.CharField(max_length=40, help_text="The field that had it.")
    salt = models.CharField(max_length=64, blank=True, help_text="Random digits that were hashed with it.")
    text = models.TextField(blank=True, help_text="The text, as JSON; empty once erased.")
    erased_at = models.DateTimeField(null=True, help_text="When it was erased; empty while it is there.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("event", "side", "field"), name="personal_text_once"),)
