"""Who acts for a service, which final reports are shared, who read what first, and the files that providers send."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from careplace.casework.assurance.sharing.states import ACTS_FOR, FILE, FIRST_READ, REPORT
from careplace.casework.assurance.visits.models import Challenge, Visit, service_field
from careplace.casework.workflow.records import Record, state_check

REPORTS = {"draft": "the draft", "final": "the final report"}


class ActsFor(Record):
    """A service that a provider's user acts for. It is kept by address: it begins with the invitation, before an account."""

    WORKFLOW: ClassVar = ACTS_FOR
    FIELDS: ClassVar = ("email", "service_id")
    PERSONAL: ClassVar = ("email",)

    email = models.EmailField(help_text="The address that the person signs in with, in small letters.")
    service = service_field()

    class Meta:
        constraints = (
            state_check(ACTS_FOR, "acts_for_state"),
            models.UniqueConstraint(
                fields=("email", "service"), condition=Q(state="current"), name="acts_for_once"
            ),
            models.CheckConstraint(
                condition=Q(email=models.functions.Lower("email")), name="acts_for_email_small"
            ),
        )
        indexes = (models.Index(fields=("place", "state", "email"), name="acts_for_email"),)


class SharedReport(Record):
    """Whether the provider reads the final report of a visit."""

    WORKFLOW: ClassVar = REPORT
    FIELDS: ClassVar = ("visit_id", "shared_on")

    visit = models.OneToOneField(
        Visit, models.PROTECT, related_name="shared_report", help_text="The visit with the final report."
    )
    shared_on = models.DateField(help_text="When it was last shared.")

    class Meta:
        constraints = (state_check(REPORT, "shared_report_state"),)


class FirstRead(Record):
    """That a provider's user opened what was shared on a day, for the first time; `created_at` says when."""

    WORKFLOW: ClassVar = FIRST_READ
    FIELDS: ClassVar = ("visit_id", "user_id", "report", "shared_on")

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="first_reads", help_text="The visit.")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="Who read it."
    )
    report = models.CharField(max_length=5, choices=list(REPORTS.items()), help_text="What was read.")
    shared_on = models.DateField(help_text="When it was shared: a draft that is sent again is read again.")

    class Meta:
        constraints = (
            state_check(FIRST_READ, "first_read_state"),
            models.UniqueConstraint(fields=("visit", "user", "report", "shared_on"), name="first_read_once"),
        )


class ProviderFile(Record):
    """A file that a provider sent once, as the proof of several actions or as the evidence of a challenge.

    `content` is in no audit event: `digest` is, so that another content would be seen.
    """

    WORKFLOW: ClassVar = FILE
    FIELDS: ClassVar = ("service_id", "challenge_id", "actions", "name", "digest", "reason")
    PERSONAL: ClassVar = ("name", "reason")

    service = service_field()
    challenge = models.ForeignKey(
        Challenge,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="files",
        help_text="The challenge that it is evidence of; empty for a proof of actions.",
    )
    actions = models.JSONField(default=list, blank=True, help_text="The ids of the actions that it proves.")
    name = models.CharField(max_length=150, help_text="The name of the file.")
    digest = models.CharField(max_length=64, help_text="The SHA-256 of its content.")
    content = models.BinaryField(blank=True, help_text="What is in it; empty once it was removed.")
    reason = models.TextField(max_length=2000, blank=True, help_text="Why it was removed.")

    class Meta:
        ordering = ("created_at", "id")
        constraints = (state_check(FILE, "provider_file_state"),)
        indexes = (models.Index(fields=("service",), name="provider_file_service"),)
