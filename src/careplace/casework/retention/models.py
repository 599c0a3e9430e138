"""Deletions of records, and holds that stop them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from careplace.casework.assurance.models import Service
from careplace.casework.retention.states import DELETION, HOLD
from careplace.casework.workflow.records import Record, state_check


class Deletion(Record):
    """The way of a record from the day that no rule keeps it to its deletion; what stays of it is the proof."""

    WORKFLOW: ClassVar = DELETION
    FIELDS: ClassVar = (
        *("subject_kind", "subject_id", "label", "rule", "rule_version", "due_on"),
        *("proposed_by", "approved_by", "texts", "reason"),
    )
    PERSONAL: ClassVar = ("reason",)

    subject_kind = models.CharField(max_length=40, help_text="The kind of the record.")
    subject_id = models.UUIDField(help_text="The record.")
    label = models.CharField(max_length=200, blank=True, help_text="The service that it was about.")
    rule = models.CharField(max_length=60, help_text="The key of the rule.")
    rule_version = models.CharField(max_length=30, help_text="The version of the rules.")
    due_on = models.DateField(help_text="The day from which it need not be kept.")
    proposed_by = models.CharField(max_length=80, blank=True, help_text="The id of who proposed it.")
    approved_by = models.CharField(max_length=80, blank=True, help_text="The id of who agreed.")
    texts = models.PositiveIntegerField(
        null=True, blank=True, help_text="How many texts of its history were erased."
    )
    reason = models.TextField(max_length=2000, blank=True, help_text="Why it was sent back.")

    class Meta:
        ordering = ("due_on", "id")
        constraints = (
            state_check(DELETION, "deletion_state"),
            models.UniqueConstraint(fields=("place", "subject_kind", "subject_id"), name="deletion_once"),
            models.CheckConstraint(
                condition=~Q(state="deleted")
                | (~Q(approved_by="") & ~Q(approved_by=models.F("proposed_by"))),
                name="deletion_two_people",
            ),
        )
        indexes = (models.Index(fields=("place", "state"), name="deletion_waiting"),)


class Hold(Record):
    """A reason, such as a claim or an inquiry, for which nothing about a service is deleted."""

    WORKFLOW: ClassVar = HOLD
    FIELDS: ClassVar = ("service_id", "reason")
    PERSONAL: ClassVar = ("reason",)

    service = models.ForeignKey(Service, models.PROTECT, related_name="+", help_text="The service.")
    reason = models.TextField(max_length=2000, help_text="Why it is held, or was lifted.")

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            state_check(HOLD, "hold_state"),
            models.UniqueConstraint(
                fields=("service",),
                condition=Q(state="active"),
                name="hold_once",
                violation_error_message="This service is held already.",
            ),
        )
