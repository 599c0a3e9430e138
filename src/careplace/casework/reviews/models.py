"""A review of a place, its team and timetable, the documents that it asked for, and its sources with their texts."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from careplace.casework.faults import Faulty
from careplace.casework.reviews.evidence import Category
from careplace.casework.reviews.framework import Framework
from careplace.casework.reviews.states import MEMBER, MILESTONE, REQUEST, REVIEW, SOURCE, TEXT
from careplace.casework.workflow.records import Record, state_check

PARTS = {
    "lead": "Leads the review",
    "reviewer": "Collects, codes and judges",
    "panel": "Sits on the quality panel, which reads the report before it is published",
}
"""{key: what a person does on a review's team}"""
CONSENTS = {
    "role": "Their words may be quoted, with their role and kind of organisation",
    "organisation": "Their words may be quoted, with the kind of organisation alone",
    "anonymous": "Their words may be quoted without saying who or where",
    "no-quotation": "What they said may be counted and summed up, and never quoted",
}
"""{key: what a source allows}; it goes with every excerpt."""
NO_ORGANISATION = "Choose one of the framework's kinds of organisation."
REASONS = {
    "extracted": "As it was taken from the document",
    "pasted": "As it was typed or pasted",
    "edited": "Corrected",
    "redacted": "Details by which somebody could be recognised were taken out",
}
"""{key: why there is a version of a text}"""


def check_framework(content: dict) -> None:
    """Raises ValidationError for what is no framework."""
    try:
        Framework.model_validate(content)
    except ValueError as error:
        raise ValidationError(f"This is no framework of a review: {error}") from error


class Review(Record):
    """A review of the place. It keeps the framework as it was when the review began, and the edition that it reads."""

    WORKFLOW: ClassVar = REVIEW
    TEAM_ONLY: ClassVar = True
    FIELDS: ClassVar = (
        *("title", "framework", "edition", "scope", "populations", "starts_on", "ends_on"),
        "reason",
    )
    PERSONAL: ClassVar = ("title", "scope", "reason")

    title = models.CharField(max_length=160, help_text="What the review is called.")
    framework = models.JSONField(
        validators=[check_framework], help_text="The version of its framework, whole."
    )
    edition = models.CharField(max_length=80, help_text="The edition that its figures are read from.")
    scope = models.TextField(max_length=4000, help_text="What is reviewed, and what is not.")
    populations = models.JSONField(
        default=list,
        blank=True,
        help_text="The populations that it is about, by their keys in the framework.",
    )
    starts_on = models.DateField(help_text="The first day of fieldwork.")
    ends_on = models.DateField(help_text="The last day of fieldwork.")
    reason = models.TextField(max_length=2000, blank=True, help_text="Why its state last changed.")

    class Meta:
        ordering = ("-starts_on", "title", "id")
        constraints = (
            state_check(REVIEW, "review_state"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="review_dates",
                violation_error_message="Fieldwork cannot end before it begins.",
            ),
        )

    def clean(self) -> None:
        """Raises ValidationError for a population that the framework does not have."""
        keys = {kind.key for kind in self.framework_used.populations}
        if unknown := [key for key in self.populations if key not in keys]:
            raise ValidationError({"populations": f"Not in the framework: {', '.join(map(str, unknown))}."})

    @property
    def framework_used(self) -> Framework:
        """The framework as it was when the review began."""
        try:
            return Framework.model_validate(self.framework)
        except (ValueError, Faulty) as error:
            raise ValidationError({"framework": "This is no framework of a review."}) from error

    def __str__(self) -> str:
        return str(self.title)


class OfReview(Record):
    """What belongs to a review: only the people of its team read it."""

    TEAM_ONLY: ClassVar = True

    review = models.ForeignKey(Review, models.PROTECT, related_name="%(class)ss", help_text="The review.")

    class Meta:
        abstract = True


class Member(OfReview):
    """A person on the team of a review, and the interests that they declared."""

    WORKFLOW: ClassVar = MEMBER
    FIELDS: ClassVar = ("review_id", "person_id", "part", "interests", "declared_on", "reason")
    PERSONAL: ClassVar = ("interests", "reason")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="Who it is."
    )
    part = models.CharField(max_length=10, choices=list(PARTS.items()), help_text="What they do on the team.")
    interests = models.TextField(
        max_length=2000,
        blank=True,
        help_text="What ties them to what is reviewed; “none” where nothing does.",
    )
    declared_on = models.DateField(null=True, blank=True, help_text="When they declared it.")
    reason = models.TextField(max_length=2000, blank=True, help_text="Why they left.")

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            state_check(MEMBER, "review_member_state"),
            models.UniqueConstraint(
                fields=("review", "person"),
                condition=Q(state="member"),
                name="review_member_once",
                violation_error_message="This person is on the team already.",
            ),
            models.CheckConstraint(condition=Q(part__in=list(PARTS)), name="review_member_part"),
        )


class Milestone(OfReview):
    """A day of the timetable: what is to be done by then."""

    WORKFLOW: ClassVar = MILESTONE
    FIELDS: ClassVar = ("review_id", "title", "due_on", "done_on", "reason")
    PERSONAL: ClassVar = ("title", "reason")

    title = models.CharField(max_length=160, help_text="What is to be done.")
    due_on = models.DateField(help_text="The day by which it should be done.")
    done_on = models.DateField(null=True, blank=True, help_text="When it was done.")
    reason = models.TextField(max_length=2000, blank=True, help_text="Why it is not needed any more.")

    class Meta:
        ordering = ("due_on", "title", "id")
        constraints = (state_check(MILESTONE, "review_milestone_state"),)

    def is_late(self, today: date) -> bool:
        """Whether it should have been done before today."""
        return self.state == "open" and self.due_on < today


class Request(OfReview):
    """A document that an organisation was asked for."""

    WORKFLOW: ClassVar = REQUEST
    FIELDS: ClassVar = (
        *("review_id", "document", "organisation", "asked_of", "line", "due_on", "received_on", "reason"),
    )
    PERSONAL: ClassVar = ("document", "asked_of", "reason")

    document = models.CharField(max_length=300, help_text="What was asked for.")
    organisation = models.CharField(
        max_length=60, help_text="The kind of organisation, by its key in the framework."
    )
    asked_of = models.CharField(
        max_length=200, blank=True, help_text="Which organisation, and who there by role."
    )
    line = models.CharField(max_length=60, blank=True, help_text="The key line that it is for.")
    due_on = models.DateField(help_text="The day by which it should arrive.")
    received_on = models.DateField(null=True, blank=True, help_text="When it arrived.")
    reason = models.TextField(max_length=2000, blank=True, help_text="Why it is no longer needed.")

    class Meta:
        ordering = ("due_on", "id")
        constraints = (state_check(REQUEST, "review_request_state"),)

    def clean(self) -> None:
        """Raises ValidationError for a kind of organisation or a key line that the framework does not have."""
        framework = self.review.framework_used
        if self.organisation not in {kind.key for kind in framework.organisations}:
            raise ValidationError({"organisation": NO_ORGANISATION})
        if self.line and self.line not in framework.lines:
            raise ValidationError({"line": "Choose one of the framework's key lines."})

    def is_late(self, today: date) -> bool:
        """Whether it should have arrived before today."""
        return self.state == "open" and self.due_on < today


class Source(OfReview):
    """Somebody who was heard, or something that was read: an interview, a focus group, a document, a figure.

    `title` is what the team calls it, and never a person's name. `figure` is the id of a figure of the review's edition,
    for a source of that category alone.
    """

    WORKFLOW: ClassVar = SOURCE
    FIELDS: ClassVar = (
        *("review_id", "title", "category", "organisation", "role", "populations", "held_on", "people"),
        *("consent", "figure", "reason"),
    )
    PERSONAL: ClassVar = ("title", "role", "reason")

    title = models.CharField(max_length=160, help_text="What the team calls it, such as Interview 4.")
    category = models.CharField(
        max_length=20, choices=[(c.value, c.value.capitalize()) for c in Category], help_text="Its kind."
    )
    organisation = models.CharField(
        max_length=60, help_text="The kind of organisation, by its key in the framework."
    )
    role = models.CharField(
        max_length=160, blank=True, help_text="The role of who was heard: a social worker."
    )
    populations = models.JSONField(
        default=list, blank=True, help_text="Which people it is about, by keys of the framework."
    )
    held_on = models.DateField(help_text="When it was heard, or written.")
    people = models.PositiveSmallIntegerField(default=1, help_text="How many people were heard.")
    consent = models.CharField(max_length=12, choices=list(CONSENTS.items()), help_text="What it allows.")
    figure = models.CharField(
        max_length=200, blank=True, help_text="The figure of the edition, for a figure."
    )
    reason = models.TextField(max_length=2000, blank=True, help_text="Why it is not used.")

    class Meta:
        ordering = ("held_on", "title", "id")
        constraints = (
            state_check(SOURCE, "review_source_state"),
            models.UniqueConstraint(
                fields=("review", "title"),
                name="review_source_title",
                violation_error_message="The review has a source of this title already.",
            ),
            models.CheckConstraint(condition=Q(consent__in=list(CONSENTS)), name="review_source_consent"),
        )

    def clean(self) -> None:
        """Raises ValidationError for an organisation or a population that the framework does not have."""
        framework = self.review.framework_used
        if self.organisation not in {kind.key for kind in framework.organisations}:
            raise ValidationError({"organisation": NO_ORGANISATION})
        if set(self.populations) - {kind.key for kind in framework.populations}:
            raise ValidationError({"populations": "Choose among the framework's populations."})
        if bool(self.figure) != (self.category == Category.FIGURE):
            raise ValidationError(
                {"figure": "A figure's id belongs to a source that is a figure, and to no other."}
            )

    def __str__(self) -> str:
        return str(self.title)


class Text(OfReview):
    """A version of the text of a source, in positions of `voices.texts`. The document that it came from is not kept.

    Texts do not change: an edit or a redaction is the next version. The audit has the digest, and not the words. Whoever
    has a redacted text can try names until the digest of the text before is met: what is erased has no digest, in its
    record or its history.
    """

    WORKFLOW: ClassVar = TEXT
    FIELDS: ClassVar = ("review_id", "source_id", "number", "why", "sha256", "document_sha256")
    PERSONAL: ClassVar = ("sha256", "document_sha256")

    source = models.ForeignKey(Source, models.PROTECT, related_name="texts", help_text="The source.")
    number = models.PositiveIntegerField(default=1, help_text="The version, from 1.")
    content = models.TextField(help_text="The words; empty where a version was erased.", blank=True)
    sha256 = models.CharField(
        max_length=64, blank=True, help_text="The digest of the words; empty where they were erased."
    )
    why = models.CharField(
        max_length=10, choices=list(REASONS.items()), help_text="Why there is this version."
    )
    document_sha256 = models.CharField(max_length=64, blank=True, help_text="The digest of the document.")

    class Meta:
        ordering = ("source", "number")
        constraints = (
            state_check(TEXT, "review_text_state"),
            models.UniqueConstraint(fields=("source", "number"), name="review_text_number"),
            models.UniqueConstraint(
                fields=("source",), condition=Q(state="current"), name="review_text_current"
            ),
        )

    def clean(self) -> None:
        """Leaves out what could give away words that were erased: their digest, and that of the document with them."""
        if self.state == "erased":
            self.content = self.sha256 = ""
        if self.state == "erased" or self.why == "redacted":
            self.document_sha256 = ""
