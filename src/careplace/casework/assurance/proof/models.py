"""What a team notes so that its work can be proved: when contracts began, and the statements that it publishes."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from careplace.casework.assurance.models import Service, no_details_of_people, not_in_the_future
from careplace.casework.assurance.proof.states import CONTRACT, STATEMENT
from careplace.casework.workflow.records import Record, state_check


class Contract(Record):
    """The day on which a service's contract began, where that was before the service came to the list."""

    WORKFLOW: ClassVar = CONTRACT
    FIELDS: ClassVar = ("service_id", "began_on", "source")

    service = models.OneToOneField(Service, models.PROTECT, related_name="+", help_text="The service.")
    began_on = models.DateField(
        validators=[not_in_the_future], help_text="The first day on which the service had a contract."
    )
    source = models.CharField(
        max_length=200, help_text="Where the date comes from, such as the contracts register."
    )

    class Meta:
        ordering = ("service__name", "id")
        constraints = (state_check(CONTRACT, "contract_state"),)


class Statement(Record):
    """A statement on working with providers in a year, from its draft to its publication.

    `text` is the Markdown that is published; `figures` the casework figures behind it, as they were counted for it.
    """

    WORKFLOW: ClassVar = STATEMENT
    FIELDS: ClassVar = (
        *("first_year", "introduction", "text", "figures", "edition", "author", "reviewer"),
        *("note", "published_version", "published_on", "reason"),
    )
    PERSONAL: ClassVar = ("introduction", "text", "note", "reason")

    first_year = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
        help_text="The year in which its financial year begins.",
    )
    introduction = models.TextField(
        max_length=5000,
        blank=True,
        validators=[no_details_of_people],
        help_text="What the team writes before the figures.",
    )
    text = models.TextField(help_text="The statement in Markdown, as it was last written from the figures.")
    figures = models.JSONField(default=list, blank=True, help_text="The casework figures behind it.")
    edition = models.CharField(
        max_length=80, blank=True, help_text="The edition that its other figures come from."
    )
    author = models.CharField(max_length=80, help_text="The id of the person who wrote this draft last.")
    reviewer = models.CharField(max_length=80, blank=True, help_text="The id of the person who reviewed it.")
    note = models.TextField(
        max_length=1000,
        blank=True,
        validators=[no_details_of_people],
        help_text="What is different from the version before, for readers.",
    )
    published_version = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The latest version that was published."
    )
    published_on = models.DateField(null=True, blank=True, help_text="When that was.")
    reason = models.TextField(max_length=2000, blank=True, help_text="Why its state last changed.")

    class Meta:
        ordering = ("-first_year", "id")
        constraints = (
            state_check(STATEMENT, "statement_state"),
            models.UniqueConstraint(
                fields=("place", "first_year"),
                name="statement_once",
                violation_error_message="There is a statement of this year already.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("published", "withdrawn"))
                | Q(published_version__isnull=False, published_on__isnull=False),
                name="statement_published",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(reviewer=models.F("author")), name="statement_two_people"
            ),
        )
