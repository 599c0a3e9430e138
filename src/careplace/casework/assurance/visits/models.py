"""Visits, what providers say of a draft, and the actions that follow."""

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.visits.recorded import check_record
from careplace.casework.assurance.visits.states import ACTION, CHALLENGE, VISIT
from careplace.casework.clocks import local_day
from careplace.casework.workflow.records import Record, state_check

DAYS_FOR_ACCURACY = 14
"""Days that a provider has to check the facts of a draft, as councils that publish their process give."""
DAYS_FOR_PLAN = 14
"""Days that a provider has to say what it will do about an action."""
KINDS = {
    "planned": "Planned visit",
    "responsive": "Visit because of a concern",
    "follow-up": "Follow-up of actions",
    "re-audit": "Visit again after a report below standard",
}
DECISIONS = {"accepted": "Accepted", "partly": "Accepted in part", "rejected": "Rejected"}
TO_BE_DONE = ("proposed", "agreed")
"""States of an action that the provider has not reported done."""
ASKED_BY = {"council": "The council", "icb": "The integrated care board", "cqc": "CQC"}


def service_field() -> models.ForeignKey:
    """The service that a record is about."""
    return models.ForeignKey(Service, models.PROTECT, related_name="+", help_text="The service it is about.")


class Visit(Record):
    """A visit from its plan to its final report. `record` has the evidence and grades (recorded.py)."""

    WORKFLOW: ClassVar = VISIT
    FIELDS: ClassVar = (
        *("service_id", "officer_id", "kind", "trigger", "planned_on", "visited_on", "notice_days"),
        *("template", "template_version", "record", "spoken_to", "sampled", "draft_sent_on"),
        *("grade", "grade_reason", "final_on", "reason", "sync_id"),
    )
    PERSONAL: ClassVar = ("trigger", "record", "spoken_to", "sampled", "reason")

    service = service_field()
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who visits.",
    )
    kind = models.CharField(max_length=20, choices=list(KINDS.items()), help_text="Why the visit is made.")
    trigger = models.TextField(max_length=2000, blank=True, help_text="What gave rise to it.")
    planned_on = models.DateField(help_text="The day it is planned for.")
    visited_on = models.DateField(null=True, blank=True, help_text="The day it took place.")
    notice_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Days of notice; 0 for none."
    )
    template = models.CharField(max_length=60, help_text="The template that it follows.")
    template_version = models.PositiveIntegerField(help_text="That template's version.")
    record = models.JSONField(
        default=dict, blank=True, validators=[check_record], help_text="Evidence and grades."
    )
    spoken_to = models.CharField(
        max_length=300, blank=True, help_text="How many people, relatives and staff were spoken to."
    )
    sampled = models.CharField(
        max_length=300, blank=True, help_text="Which records were sampled, and how many."
    )
    draft_sent_on = models.DateField(null=True, blank=True, help_text="When the provider got the draft.")
    grade = models.CharField(max_length=60, blank=True, help_text="The grade of the visit as a whole.")
    grade_reason = models.CharField(max_length=400, blank=True, help_text="Why it has this grade.")
    final_on = models.DateField(null=True, blank=True, help_text="When the report became final.")
    reason = models.TextField(max_length=2000, blank=True, help_text="Why its state last changed.")
    sync_id = models.CharField(
        max_length=36, blank=True, help_text="The device's id of the last save: the same save twice is one."
    )

    class Meta:
        ordering = ("planned_on", "id")
        constraints = (state_check(VISIT, "visit_state"),)
        indexes = (
            models.Index(fields=("place", "state", "planned_on"), name="visit_planned"),
            # The latest final visit of each service is found in the index alone.
            models.Index(fields=("service", "state", "visited_on"), name="visit_latest"),
        )

    @property
    def accuracy_due_on(self) -> date | None:
        """The last day on which the provider may say what is wrong in the draft."""
        return self.draft_sent_on and self.draft_sent_on + timedelta(days=DAYS_FOR_ACCURACY)

    @property
    def kind_words(self) -> str:
        """The kind in words."""
        return KINDS[self.kind]


class Challenge(Record):
    """A sentence of a draft that the provider says is wrong, and the team's answer."""

    WORKFLOW: ClassVar = CHALLENGE
    FIELDS: ClassVar = ("visit_id", "evidence", "sentence", "says", "decision", "reply")
    PERSONAL: ClassVar = ("sentence", "says", "reply")

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="challenges", help_text="The visit.")
    evidence = models.CharField(max_length=60, help_text="The piece of evidence that the sentence is in.")
    sentence = models.TextField(max_length=2000, help_text="The sentence as it was in the draft.")
    says = models.TextField(max_length=4000, help_text="What the provider says.")
    decision = models.CharField(
        max_length=10, blank=True, choices=list(DECISIONS.items()), help_text="What the team decided."
    )
    reply = models.TextField(max_length=4000, blank=True, help_text="Why.")

    class Meta:
        ordering = ("created_at", "id")
        constraints = (state_check(CHALLENGE, "challenge_state"),)


class Action(Record):
    """Something that a provider is asked to put right. All that anybody asks of a service is one plan."""

    WORKFLOW: ClassVar = ACTION
    FIELDS: ClassVar = (
        *("service_id", "visit_id", "standard", "asked_by", "issue", "step", "responsible", "due_on"),
        *("proof", "verified_on", "reason"),
    )
    PERSONAL: ClassVar = ("issue", "step", "responsible", "proof", "reason")

    service = service_field()
    visit = models.ForeignKey(
        Visit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        help_text="The visit it follows from.",
    )
    standard = models.CharField(max_length=60, blank=True, help_text="The standard it is about.")
    asked_by = models.CharField(max_length=10, choices=list(ASKED_BY.items()), help_text="Who asks for it.")
    issue = models.TextField(max_length=2000, help_text="What is wrong.")
    step = models.TextField(max_length=2000, blank=True, help_text="What the provider will do.")
    responsible = models.CharField(max_length=200, blank=True, help_text="Who does it, by role.")
    due_on = models.DateField(null=True, blank=True, help_text="By when.")
    proof = models.TextField(max_length=4000, blank=True, help_text="What shows that it is done.")
    verified_on = models.DateField(null=True, blank=True, help_text="When an officer saw the proof.")
    reason = models.TextField(max_length=2000, blank=True, help_text="Why its state last changed.")

    class Meta:
        ordering = ("due_on", "created_at", "id")
        constraints = (state_check(ACTION, "action_state"),)
        indexes = (models.Index(fields=("place", "state", "due_on"), name="action_due"),)

    @property
    def plan_due_on(self) -> date:
        """The last day on which the provider may say what it will do."""
        return local_day(self.created_at) + timedelta(days=DAYS_FOR_PLAN)

    def overdue(self, today: date) -> bool:
        """Whether its date has passed and nobody says that it is done."""
        return self.state in TO_BE_DONE and bool(self.due_on and self.due_on < today)

    @staticmethod
    def overdue_on(today: date) -> models.Q:
        """The condition of `overdue`, for the tables."""
        return models.Q(state__in=TO_BE_DONE, due_on__lt=today)
