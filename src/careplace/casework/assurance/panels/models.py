"""A meeting of the panel, its items, interests, decisions and the versions of its minutes."""

from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from careplace.casework.assurance.models import Service, no_details_of_people
from careplace.casework.assurance.panels.states import DECISION, INTEREST, ITEM, MEETING, MINUTES
from careplace.casework.workflow.records import Record, state_check


def people_ids(value: Any) -> None:
    """Raises ValidationError for what is no list of users' ids, each once."""
    try:
        ids = [str(UUID(entry)) for entry in value]
    except (TypeError, ValueError, AttributeError) as error:
        raise ValidationError("This is no list of people.") from error
    if len(ids) != len(set(ids)):
        raise ValidationError("Name each person once.")


def person_field(help_text: str) -> models.ForeignKey:
    """A member of the team or of the panel."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text=help_text)


class Meeting(Record):
    """A meeting of the panel. `attendees` are ids of users, who are named by role and name in the minutes."""

    WORKFLOW: ClassVar = MEETING
    FIELDS: ClassVar = ("held_on", "chair_id", "attendees", "guests", "reason")
    PERSONAL: ClassVar = ("guests", "reason")

    held_on = models.DateField(help_text="The day of the meeting.")
    chair = person_field("Who chairs it.")
    attendees = models.JSONField(
        default=list, blank=True, validators=[people_ids], help_text="Who attended, as ids of users."
    )
    guests = models.CharField(
        max_length=600,
        blank=True,
        validators=[no_details_of_people],
        help_text="Others who attended, by role: a CQC inspector, a nurse of the NHS.",
    )
    reason = models.TextField(
        max_length=2000,
        blank=True,
        validators=[no_details_of_people],
        help_text="Why it was cancelled, or corrected.",
    )

    class Meta:
        ordering = ("-held_on", "-created_at", "id")
        constraints = (state_check(MEETING, "meeting_state"),)
        indexes = (models.Index(fields=("place", "state", "held_on"), name="meeting_held"),)


class Item(Record):
    """An item of an agenda: about a service, or about something else that the team puts on it by hand.

    `paper` has the facts about the service as they were when the meeting was held.
    """

    WORKFLOW: ClassVar = ITEM
    FIELDS: ClassVar = ("meeting_id", "service_id", "title", "why", "paper", "minutes", "reason")
    PERSONAL: ClassVar = ("title", "why", "paper", "minutes", "reason")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", help_text="The meeting.")
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="+", help_text="The service it is about."
    )
    title = models.CharField(
        max_length=200, validators=[no_details_of_people], help_text="What it is about, in a line."
    )
    why = models.CharField(
        max_length=600, validators=[no_details_of_people], help_text="Why it is on the agenda."
    )
    paper = models.JSONField(default=dict, blank=True, help_text="Facts about the service at the meeting.")
    minutes = models.TextField(
        max_length=10_000,
        blank=True,
        validators=[no_details_of_people],
        help_text="What was said, without names of people who use care.",
    )
    reason = models.TextField(
        max_length=2000, blank=True, validators=[no_details_of_people], help_text="Why it was withdrawn."
    )

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            state_check(ITEM, "item_state"),
            models.UniqueConstraint(
                fields=("meeting", "service"),
                name="item_service_once",
                violation_error_message="This service is already on the agenda.",
            ),
        )


class Interest(Record):
    """An interest that a member declares in an item: the member does not decide it."""

    WORKFLOW: ClassVar = INTEREST
    FIELDS: ClassVar = ("item_id", "member_id", "interest")
    PERSONAL: ClassVar = ("interest",)

    item = models.ForeignKey(Item, models.PROTECT, related_name="interests", help_text="The item.")
    member = person_field("Who has the interest.")
    interest = models.CharField(
        max_length=600, validators=[no_details_of_people], help_text="What the interest is."
    )

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            state_check(INTEREST, "interest_state"),
            models.UniqueConstraint(
                fields=("item", "member"),
                name="interest_once",
                violation_error_message="This member has declared an interest in this item already.",
            ),
        )


class Decision(Record):
    """A decision of a meeting that was held: who decided, when, on which service, and to which level."""

    WORKFLOW: ClassVar = DECISION
    FIELDS: ClassVar = ("item_id", "level", "text", "deciders", "decided_on")
    PERSONAL: ClassVar = ("text",)

    item = models.ForeignKey(Item, models.PROTECT, related_name="decisions", help_text="The item decided on.")
    level = models.CharField(
        max_length=60, blank=True, help_text="The level of the ladder that was decided; empty for none."
    )
    text = models.TextField(
        max_length=4000, validators=[no_details_of_people], help_text="What was decided, and why."
    )
    deciders = models.JSONField(validators=[people_ids], help_text="Who decided, as ids of users.")
    decided_on = models.DateField(help_text="The day of the meeting that decided.")

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            state_check(DECISION, "decision_state"),
            models.CheckConstraint(condition=~Q(deciders=[]), name="decision_deciders"),
        )


class Minutes(Record):
    """A version of a meeting's final minutes. A correction is another version; neither changes."""

    WORKFLOW: ClassVar = MINUTES
    FIELDS: ClassVar = ("meeting_id", "number", "content", "reason")
    PERSONAL: ClassVar = ("content", "reason")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="versions", help_text="The meeting.")
    number = models.PositiveSmallIntegerField(help_text="1 for the first final minutes.")
    content = models.JSONField(help_text="The whole minutes, with the names and roles of that day.")
    reason = models.TextField(max_length=2000, blank=True, help_text="What was corrected, and why.")

    class Meta:
        ordering = ("number",)
        constraints = (
            state_check(MINUTES, "minutes_state"),
            models.UniqueConstraint(fields=("meeting", "number"), name="minutes_number_once"),
        )
